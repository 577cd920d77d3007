import { parseDecimal, plus } from '@qianfan/schema/returns/decimal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converted, factorText } from './convert.ts';
import { type Draft, emptyDraft, type Form } from './draft.ts';

const column = (code: string, kind: string) => ({ code, kind });
const FORM = {
  ...{ code: 'TF01', unit: 'WAN_YUAN', currency: 'CNY', tables: ['MAIN'], areas: null },
  columns: [column('C', 'COUNT'), column('D', 'AMOUNT')],
} as unknown as Form;
const draftIn = (unit: string, value: string): Draft => ({
  ...emptyDraft('BNK_JJB', FORM, '2024-12'),
  unit,
  cells: [
    { row: '1.1', column: 'C', value: '20000' },
    { row: '1.1', column: 'D', value },
  ],
});
const amountOf = (unit: string, value: string) => {
  const done = converted(draftIn(unit, value), FORM);
  return (
    done && ('inexact' in done ? done.inexact : [done.unit, ...done.cells.map((c) => c.value)])
  );
};

describe('a file in another unit', () => {
  it.each([
    ['YUAN', '12000000', '1200.00'],
    ['YUAN', '-100', '-0.01'],
    ['YUAN', '1002500.00', '100.25'],
    ['千元', '12.3', '1.23'],
    ['百万元', '0.01', '1.00'],
    ['亿元', '7312.42', '73124200.00'],
  ])('has its amounts converted and its counts as they are: %s %s', (unit, value, wanted) => {
    expect(amountOf(unit, value)).toEqual(['WAN_YUAN', '20000', wanted]);
  });

  it('is told the cells that two decimals do not hold', () => {
    expect(amountOf('YUAN', '12345678.9')).toEqual(['/1.1/D']);
    expect(amountOf('YUAN', '99')).toEqual(['/1.1/D']);
    expect(amountOf('YUAN', 'x')).toEqual(['/1.1/D']);
  });

  it('is left alone where nobody knows the unit', () => {
    expect(amountOf('户', '1')).toBeUndefined();
    expect(factorText('户', 'WAN_YUAN')).toBeUndefined();
    expect(factorText('YUAN', 'WAN_YUAN')).toBe('÷ 10,000');
  });

  it('comes to the same, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (hundreds) => {
        const [, , amount = ''] = amountOf('YUAN', `${hundreds * 100n}`) as string[];
        const zero = plus(parseDecimal(amount)!, { units: -hundreds, scale: 2 });
        expect(zero.units).toBe(0n);
      }),
    );
  });
});
