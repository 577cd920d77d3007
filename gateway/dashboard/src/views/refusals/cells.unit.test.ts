import { describe, expect, it } from 'vitest';
import { figureIdOf, type Form } from './cells.ts';

const name = { zh: '', en: '' };
const row = { name, optional: false, columns: null, metrics: null, restrictions: null };
const column = {
  ...{ name, optional: false, kind: 'AMOUNT', accumulation: 'POINT', restrictions: null },
};
const FORM: Pick<Form, 'rows' | 'columns'> = {
  rows: [
    { ...row, code: '1', population: null },
    { ...row, code: '1.1.1', population: 'HNTE', metrics: { C: 'LN_BRW_FIRST' } },
    { ...row, code: '2', population: 'TSME', restrictions: { guarantee: 'CREDIT' } },
  ],
  columns: [
    { ...column, code: 'C', metric: 'LN_BRW' },
    { ...column, code: 'D', metric: 'LN_BAL' },
    { ...column, code: 'B', metric: 'LN_DISB', accumulation: 'YEAR_TO_DATE' },
    { ...column, code: 'E', metric: 'LN_BAL', restrictions: { term: 'MEDIUM_LONG' } },
  ],
};
const AGENCIES = new Map(
  ['LN_BAL', 'LN_BRW_FIRST', 'LN_DISB'].map((metric) => [metric, 'REG_NFRA_JX']),
);

const idOf = (at: string, of: string, area: string | null = null, period = '2024-12') => {
  const cell = { institution: 'BNK_JJB', period, area, row: at, column: of };
  return figureIdOf(cell, FORM, AGENCIES);
};

describe('the figure that a cell reports', () => {
  it.each([
    ['1', 'D', 'LN_BAL._T.BNK_JJB.36._T._T._T._T._T'],
    ['1.1.1', 'C', 'LN_BRW_FIRST.HNTE.BNK_JJB.36._T._T._T._T._T'],
    ['2', 'E', 'LN_BAL.TSME.BNK_JJB.36._T.CREDIT.MEDIUM_LONG._T._T'],
  ])('%s × %s', (at, of, series) =>
    expect(idOf(at, of)).toBe(`${series}.REG_NFRA_JX.RETURN.M:LEVEL:2024-12`),
  );

  it('is of the block’s area, and of its form’s frequency', () => {
    expect(idOf('1', 'D', '3604', '2024-Q4')).toBe(
      'LN_BAL._T.BNK_JJB.3604._T._T._T._T._T.REG_NFRA_JX.RETURN.Q:LEVEL:2024-Q4',
    );
  });

  it.each([
    ['2024-12', 'A:LEVEL:2024'],
    ['2024-Q4', 'A:LEVEL:2024'],
    ['2024-01', 'M:LEVEL:2024-01'],
    ['2024-Q1', 'Q:LEVEL:2024-Q1'],
  ])('is of all since January where the cell is: %s', (period, end) =>
    expect(idOf('1', 'B', null, period)).toBe(
      `LN_DISB._T.BNK_JJB.36._T._T._T._T._T.REG_NFRA_JX.RETURN.${end}`,
    ),
  );

  it.each(['2024-02', '2024-11', '2024-Q2'])('is none of a part of %s’s year', (period) =>
    expect(idOf('1', 'B', null, period)).toBeUndefined(),
  );

  it('is none where the form has no such cell, or nobody owns the metric', () => {
    expect([idOf('9', 'D'), idOf('1', 'Z'), idOf('1', 'C')]).toEqual(Array(3).fill(undefined));
  });
});
