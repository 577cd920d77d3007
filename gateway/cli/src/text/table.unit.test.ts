import { expect, it } from 'vitest';
import { table, widthOf } from './table.ts';

it('lines columns up where Chinese characters are two wide', () => {
  expect(widthOf('赣州GZ')).toBe(6);
  expect(
    table(
      ['机构', '>余额'],
      [
        ['赣州农商', 5],
        ['x', 1200],
      ],
    ),
  ).toBe('机构      余额\n赣州农商     5\nx         1200\n');
});

it('shows control characters instead of obeying them', () => {
  expect(table(['a'], [['\u001b[2Jx\ny']])).toBe('a\n\uFFFD[2Jx\uFFFDy\n');
});
