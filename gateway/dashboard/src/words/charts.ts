import { words } from './text.ts';

export const charts = words({
  asTable: ['表格', 'Table'],
  asChart: ['图形', 'Chart'],
  api: ['接口', 'API'],
  sketch: ['示意图', 'Sketch, not a map of record'],
});
