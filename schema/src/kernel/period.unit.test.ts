import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  comparePeriods,
  endOf,
  firstMonthOf,
  formatPeriod,
  frequencyOf,
  isDate,
  lastMonthOf,
  monthsOf,
  parsePeriod,
  periodOf,
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  startOf,
  yearEndBefore,
} from './period.ts';

const year = fc.integer({ min: 1900, max: 2199 });
const period = fc.oneof(
  fc.record({ frequency: fc.constant('M' as const), year, index: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ frequency: fc.constant('Q' as const), year, index: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ frequency: fc.constant('A' as const), year, index: fc.constant(1) }),
);

describe('periods', () => {
  it('are months, quarters and years', () => {
    expect(parsePeriod('2024-12')).toEqual({ frequency: 'M', year: 2024, index: 12 });
    expect(parsePeriod('2024-Q4')).toEqual({ frequency: 'Q', year: 2024, index: 4 });
    expect(parsePeriod('2024')).toEqual({ frequency: 'A', year: 2024, index: 1 });
    for (const text of [
      '',
      '24',
      '2024-13',
      '2024-0',
      '2024-Q5',
      '2024-12-01',
      '2024-1',
      '２０２４',
    ]) {
      expect(parsePeriod(text)).toBeUndefined();
    }
    expect(() => endOf('2024-13')).toThrow(RangeError);
  });

  it('have neighbours that growth is measured against', () => {
    expect(previousPeriod('2024-01')).toBe('2023-12');
    expect(previousPeriod('2024-Q1')).toBe('2023-Q4');
    expect(previousPeriod('2024')).toBe('2023');
    expect(sameLastYear('2024-02')).toBe('2023-02');
    expect(sameLastYear('2024-Q3')).toBe('2023-Q3');
    expect(sameLastYear('2024')).toBe('2023');
    expect(yearEndBefore('2024-12')).toBe('2023-12');
    expect(yearEndBefore('2024-Q1')).toBe('2023-Q4');
    expect(yearEndBefore('2024')).toBe('2023');
  });

  it('cover months and days, leap years included', () => {
    expect(monthsOf('2024-Q2')).toEqual(['2024-04', '2024-05', '2024-06']);
    expect(monthsOf('2024')).toHaveLength(12);
    expect([firstMonthOf('2024'), lastMonthOf('2024')]).toEqual(['2024-01', '2024-12']);
    expect([startOf('2024-Q4'), endOf('2024-Q4')]).toEqual(['2024-10-01', '2024-12-31']);
    expect(['1900-02', '2000-02', '2023-02', '2024-02'].map(endOf)).toEqual([
      '1900-02-28',
      '2000-02-29',
      '2023-02-28',
      '2024-02-29',
    ]);
    expect(isDate('2024-02-29')).toBe(true);
    for (const text of ['2023-02-29', '2024-04-31', '2024-00-10', '2024-01-00', '2024-1-1']) {
      expect(isDate(text)).toBe(false);
    }
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-12-15', 12)).toBe('2025-12-15');
  });

  it('sort by their last day, the shorter first', () => {
    const sorted = ['2025-01', '2024', '2024-Q4', '2024-12', '2024-11'].toSorted(comparePeriods);
    expect(sorted).toEqual(['2024-11', '2024-12', '2024-Q4', '2024', '2025-01']);
  });

  it('return through text, through neighbours and through their own days', () => {
    fc.assert(
      fc.property(period, fc.integer({ min: -400, max: 400 }), (parts, steps) => {
        const text = formatPeriod(parts);
        expect(parsePeriod(text)).toEqual(parts);
        expect(shiftPeriod(shiftPeriod(text, steps), -steps)).toBe(text);
        expect(periodOf(startOf(text), frequencyOf(text))).toBe(text);
        expect(periodOf(endOf(text), frequencyOf(text))).toBe(text);
        expect(isDate(endOf(text))).toBe(true);
        expect(Math.sign(comparePeriods(text, shiftPeriod(text, 1)))).toBe(-1);
        expect(endOf(previousPeriod(text)) < startOf(text)).toBe(true);
      }),
    );
  });
});
