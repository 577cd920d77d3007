import { words } from './text.ts';

export const compare = words({
  title: ['两个时点对比', 'Two dates compared'],
  hint: [
    '同一个数，按两个日期当时掌握的数据各看一次；列出变了的数，以及引起变化的事实。',
    'The same figures as known on two dates: those that changed, and the facts that changed them.',
  ],
  from: ['前一时点', 'First'],
  to: ['后一时点', 'Second'],
  figure: ['指标', 'Figure'],
  before: ['按前一时点所知', 'As known first'],
  after: ['按后一时点所知', 'As known second'],
  change: ['变动', 'Change'],
  same: ['两个时点之间，这些数没有变化。', 'None of these figures changed between the two dates.'],
  why: ['为何变动', 'Why'],
  hide: ['收起', 'Hide'],
  counted: ['原先计入', 'Counted before'],
  counts: ['现在计入', 'Counts now'],
  result: ['结果', 'Result'],
  isChanged: ['有变动', 'changed'],
  unchanged: ['未变', 'unchanged'],
});
