import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { formIssues } from './check.ts';
import { ReturnForm, type TruthExpression } from './form.ts';
import { TF01 } from './tf01.ts';

const withRule = (assert: unknown): ReturnForm => ({
  ...TF01,
  rules: [{ ...TF01.rules[0]!, assert: assert as TruthExpression }],
});

describe('a form as data', () => {
  it('the seed of TF01 fits its schema and the grammar', () => {
    expect(Value.Check(ReturnForm, TF01)).toBe(true);
    expect(formIssues(TF01)).toEqual([]);
    expect(TF01.rows).toHaveLength(13);
    expect(TF01.columns.map(({ code }) => code).join('')).toBe('ABCDEFGHI');
    expect(new Set(TF01.rules.map(({ id }) => id))).toEqual(
      new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `V-0${n}`)),
    );
  });

  it.each([
    ['an unknown operator', ['about', ['const', '1'], ['const', '2']]],
    ['a comparison of one', ['le', ['const', '1']]],
    ['another mode', ['le', ['const', '1'], ['const', '2'], 'roughly']],
    ['a truth as a number', ['le', ['eq', ['const', '1'], ['const', '1']], ['const', '2']]],
    ['a cell that is not there', ['ge', ['cell', '8.8', 'D'], ['const', '0']]],
    ['a float', ['ge', ['cell', '$r', '$c'], ['const', '1e3']]],
    ['an empty sum', ['ge', ['sum'], ['const', '0']]],
    ['text', 'D >= E'],
  ])('refuses %s', (_, assert) => {
    expect(formIssues(withRule(assert)).map(({ path }) => path)).toContain('/rules/0');
  });

  it('refuses codes used twice and parts that stand above their union', () => {
    const rows = [...TF01.rows, TF01.rows[2]!];
    expect(formIssues({ ...TF01, rows })).toMatchObject([{ path: '/rows/13', found: '1.1.1' }]);
    const circle = TF01.rows.map((row) => (row.code === '1.2' ? { ...row, parts: ['1'] } : row));
    expect(formIssues({ ...TF01, rows: circle })).toMatchObject([
      { path: '/rows/8/parts', found: '1' },
    ]);
  });
});
