import { words } from './text.ts';

export const charts = words({
  asTable: ['表格', 'Table'],
  asChart: ['图形', 'Chart'],
  notDrawn: ['图形未能画出，数字见表格。', 'could not be drawn; the table has the numbers.'],
  api: ['接口', 'API'],
  sketch: ['示意图', 'Sketch, not a map of record'],
});
