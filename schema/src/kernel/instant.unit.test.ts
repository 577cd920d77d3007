import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, endOfDay, formatInstant, parseInstant, parseMoment } from './instant.ts';
import { addMonths, endOf, isDate, parsePeriod, shiftPeriod } from './period.ts';
import { YEARS } from './span.ts';

test('an instant survives being written and read, to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_258_118_399_999_999 }), (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
});

test('texts sort as instants do', () => {
  const instant = fc.integer({ min: 0, max: 7_258_118_399_999_999 });
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      expect(formatInstant(a) < formatInstant(b)).toBe(a < b);
    }),
  );
});

test('an offset is taken into account, a day that does not exist is no instant', () => {
  expect(parseInstant('2024-12-31T23:59:59.5+08:00')).toBe(
    parseInstant('2024-12-31T15:59:59.500000Z'),
  );
  for (const text of [
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00+08:00',
    '2024-13-01T00:00:00Z',
    '2024-12-31',
  ]) {
    expect(parseInstant(text)).toBeUndefined();
  }
  expect(() => endOfDay('2024-02-30')).toThrow(RangeError);
});

test('of years far away there is no instant, day or period, and what is reckoned at the edges still is one', () => {
  for (const year of [
    '0000',
    '0001',
    '1000',
    '1899',
    '2200',
    '2255',
    '2256',
    '2300',
    '2999',
    '9999',
  ]) {
    const day = `${year}-12-31`;
    expect(parseInstant(`${day}T00:00:00Z`)).toBeUndefined();
    expect(parseMoment(day)).toBeUndefined();
    expect(isDate(day)).toBe(false);
    for (const period of [year, `${year}-12`, `${year}-Q4`]) {
      expect(parsePeriod(period)).toBeUndefined();
    }
  }
  for (const day of ['1900-01-01', '1969-12-31']) expect(parseMoment(day)).toBeUndefined();
  for (const year of [YEARS.first, YEARS.last]) {
    for (const period of [`${year}`, `${year}-01`, `${year}-12`, `${year}-Q1`, `${year}-Q4`]) {
      expect(parsePeriod(period)).toBeDefined();
      for (const steps of [-600, 600]) expect(endOf(shiftPeriod(period, steps))).toMatch(/^\d{4}/);
      expect(formatInstant(endOfDay(endOf(period)))).toMatch(/^\d{4}/);
      expect(formatInstant(endOfDay(addMonths(endOf(period), 600)))).toMatch(/^\d{4}/);
    }
  }
});

test('a day ends in Asia/Shanghai', () => {
  const end = endOfDay('2024-12-31');
  expect(formatInstant(end)).toBe('2024-12-31T15:59:59.999999Z');
  expect([dayOf(end), dayOf(end + 1)]).toEqual(['2024-12-31', '2025-01-01']);
});
