import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, scaled } from './decimal.ts';
import { monthsBefore, periodName, shown, shownChange } from './format.ts';

describe('numbers as they are shown', () => {
  it.each([
    ['286450000000.00', 'YUAN', 'YI', '2,864.50'],
    ['286450000000.00', 'YUAN', 'WAN', '28,645,000.00'],
    ['286450000000.00', 'YUAN', 'YUAN', '286,450,000,000.00'],
    ['499999.99', 'YUAN', 'YI', '0.00'],
    ['500000.00', 'YUAN', 'YI', '0.01'],
    ['-500000.00', 'YUAN', 'YI', '-0.01'],
    ['0.0138', 'RATIO', 'YI', '1.38'],
    ['4717', 'COUNT', 'YI', '4,717'],
  ] as const)('%s %s in %s', (value, unit, money, expected) => {
    expect(shown(value, unit, money)).toBe(expected);
  });

  it('a change has arrow, sign and unit; one that rounds to nothing has no direction', () => {
    expect(shownChange('0.099', 'YUAN')).toMatchObject({
      direction: 'UP',
      text: { zh: '▲ +9.90%' },
    });
    expect(shownChange('-0.005702', 'RATIO')).toMatchObject({
      direction: 'DOWN',
      text: { zh: '▼ -0.57 个百分点' },
    });
    expect(shownChange('-0.00001', 'YUAN')).toMatchObject({
      direction: 'FLAT',
      text: { zh: '– 0.00%' },
    });
  });

  it('scaling by tens and back loses nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.integer({ min: 0, max: 10 }),
        (value, power) => {
          const there = scaled(String(value), -power, power)!.replaceAll(',', '');
          expect(scaled(there, power, 0)!.replaceAll(',', '')).toBe(String(value));
        },
      ),
    );
  });

  it('periods', () => {
    expect(periodName('2024-12').zh).toBe('2024年12月');
    expect(periodName('2024-Q4').zh).toBe('2024年四季度');
    expect(monthsBefore('2024-02', 4)).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
  });
});

describe('a difference', () => {
  it.each([
    ['1800.00', '1700.00', 2, '+100.00'],
    ['1700.00', '1800.00', 2, '-100.00'],
    ['99999999999999999999.02', '99999999999999999999.01', 2, '+0.01'],
    ['12', '12', 0, '0'],
  ])('%s - %s', (a, b, places, expected) => expect(difference(a, b, places)).toBe(expected));

  it('is none of what is no number', () => expect(difference('1', '—', 2)).toBeNull());
});
