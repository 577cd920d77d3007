import { words } from './text.ts';

/** What stands beside a number: flags by their codes, and who is behind it. */
export const figures = words({
  b: ['口径中断', 'break in series'],
  d: ['口径不同', 'definition differs'],
  e: ['估计', 'estimated'],
  i: ['推算', 'imputed'],
  p: ['暂定', 'provisional'],
  u: ['可靠性低', 'low reliability'],
  contracts: ['逐笔合同', 'contracts of'],
  received: ['已报', 'reported'],
  partial: ['已报部分之和', 'sum of those reported'],
  qoq: ['环比', 'on quarter'],
});
