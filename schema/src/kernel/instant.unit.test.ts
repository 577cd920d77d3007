import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, endOfDay, formatInstant, parseInstant } from './instant.ts';

test('an instant survives being written and read, to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_258_118_400_000_000 }), (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
});

test('texts sort as instants do', () => {
  const instant = fc.integer({ min: 0, max: 7_258_118_400_000_000 });
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

test('a day ends in Asia/Shanghai', () => {
  const end = endOfDay('2024-12-31');
  expect(formatInstant(end)).toBe('2024-12-31T15:59:59.999999Z');
  expect([dayOf(end), dayOf(end + 1)]).toEqual(['2024-12-31', '2025-01-01']);
});
