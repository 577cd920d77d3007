import { words } from './text.ts';

export const refusals = words({
  title: ['更正与退回', 'Corrections and refusals'],
  corrections: ['更正', 'Corrections'],
  refused: ['退回', 'Refusals'],
  institution: ['机构', 'Institution'],
  revision: ['版次', 'Revision'],
  knownAt: ['知悉时刻', 'Known at'],
  receivedAt: ['收到时间', 'Received at'],
  open: ['单元格变动', 'Cells that changed'],
  close: ['收起', 'Close'],
  row: ['行', 'Row'],
  column: ['列', 'Column'],
  before: ['更正前', 'Before'],
  after: ['更正后', 'After'],
  rule: ['规则', 'Rule'],
  found: ['填报值', 'Found'],
  expected: ['应为', 'Expected'],
  message: ['说明', 'What is wrong'],
  fix: ['如何改正', 'What to do'],
  none: ['本期没有更正。', 'No corrections in this period.'],
  noneRefused: ['本期没有退回。', 'No refusals in this period.'],
});
