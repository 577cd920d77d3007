import { describe, expect, it } from 'vitest';
import { matching, sortedBy } from './order.ts';

const rows = [
  { name: '九江银行', value: 3 },
  { name: '赣州银行', value: null },
  { name: '江西银行', value: 20 },
];
const name = (row: (typeof rows)[number]) => row.name;
const value = (row: (typeof rows)[number]) => row.value;
const names = (list: readonly (typeof rows)[number][]) => list.map(name);

describe('the order of a table', () => {
  it('is of numbers as numbers, and what is missing comes last both ways', () => {
    expect(names(sortedBy(rows, value, true))).toEqual(['江西银行', '九江银行', '赣州银行']);
    expect(names(sortedBy(rows, value, false))).toEqual(['九江银行', '江西银行', '赣州银行']);
  });

  it('is of Chinese names by their sound', () => {
    expect(names(sortedBy(rows, name, false))).toEqual(['赣州银行', '江西银行', '九江银行']);
  });

  it('leaves the rows that it was given', () => {
    const before = [...rows];
    sortedBy(rows, value, true);
    expect(rows).toEqual(before);
  });
});

describe('what is looked for', () => {
  it('is every word, in whichever column', () => {
    expect(names(matching(rows, [name, value], '银行 20'))).toEqual(['江西银行']);
    expect(names(matching(rows, [name, value], '  '))).toEqual(names(rows));
    expect(matching(rows, [name, value], '上饶')).toEqual([]);
  });
});
