import { words } from './text.ts';

export const tables = words({
  csv: ['导出 CSV', 'CSV'],
  xlsx: ['导出 Excel', 'Excel'],
  print: ['打印', 'Print'],
  search: ['筛选', 'Filter'],
  nothing: ['没有符合筛选的行', 'No row matches'],
  empty: ['没有数据', 'Nothing here'],
  sort: ['排序', 'Sort by'],
  rounding: ['分项之和与合计可能因四舍五入不等', 'Parts may not add up to totals for rounding'],
  cut: ['数据截至', 'Data up to'],
  asOf: ['按此日所知', 'As known on'],
  unit: ['金额单位', 'Unit of money'],
  exported: ['导出时间', 'Exported'],
  loaded: ['已载入', 'Loaded'],
  loading: ['正在载入…', 'loading …'],
  more: ['继续载入', 'Load more'],
});
