import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Shapes from './facts/shapes.ts';
import { formatInstant, parseInstant } from './kernel/instant.ts';
import { formatYuan, parseYuan } from './kernel/money.ts';
import {
  addMonths,
  endOf,
  formatPeriod,
  isDate,
  parsePeriod,
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  yearEndBefore,
} from './kernel/period.ts';
import { COMMANDS } from './registry.ts';
import { formatDecimal, parseDecimal } from './returns/decimal.ts';

type Read = (text: string) => string | undefined;

const patternOf = (shape: object): string => (shape as { pattern: string }).pattern;
const map = <Value>(value: Value | undefined, format: (value: Value) => string) =>
  value === undefined ? undefined : format(value);

const period: Read = (text) => {
  for (const step of [previousPeriod, sameLastYear, yearEndBefore, endOf]) step(text);
  shiftPeriod(text, 1);
  return map(parsePeriod(text), formatPeriod);
};
const decimal: Read = (text) => map(parseDecimal(text), (value) => formatDecimal(value));
/** Days beyond a month's end: the pattern does not know months, decisions do (NO_SUCH_DATE). */
const day: Read = (text) => {
  if (!isDate(text)) return /-(29|30|31)$/.test(text) ? text : undefined;
  addMonths(text, 120);
  return text;
};
const instant: Read = (text) =>
  isDate(text.slice(0, 10)) ? map(parseInstant(text), formatInstant) : text;
/** Codes and names: nobody reads a number or a day out of them. */
const asItIs: Read = (text) => text;

/** How each pattern of what a command may state is read; a new pattern has to say it here. */
const READERS: Readonly<Record<string, Read>> = {
  [patternOf(Shapes.PeriodText)]: period,
  [patternOf(Shapes.MonthText)]: period,
  [patternOf(Shapes.DateText)]: day,
  [patternOf(Shapes.InstantText)]: instant,
  [patternOf(Shapes.Yuan)]: (text) => map(parseYuan(text), formatYuan),
  [patternOf(Shapes.SignedYuan)]: (text) => map(parseYuan(text), formatYuan),
  [patternOf(Shapes.Percent)]: decimal,
  '^-?(0|[1-9]\\d{0,14})(\\.\\d{1,6})?$': decimal,
  [patternOf(Shapes.Code)]: asItIs,
  [patternOf(Shapes.Id)]: asItIs,
  [patternOf(Shapes.AreaCode)]: asItIs,
  [patternOf(Shapes.CountyCode)]: asItIs,
};

function patternsIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  const { pattern } = schema as { pattern?: unknown };
  if (typeof pattern === 'string') found.add(pattern);
  for (const part of Object.values(schema)) patternsIn(part, found);
  return found;
}

/** Texts in which no number stands, and whose decisions compare them with a register. */
const CODES = [
  '^[0-9A-HJ-NP-RTUW-Y]{18}$',
  '^[A-Z0-9_]{1,64}(\\.[A-Z0-9_]{1,64})?$',
  '^[A-Z0-9._-]{1,80}$',
  '^[A-Z]+-[A-Z0-9]+[a-z]?$',
  '^[A-Z0-9.]{1,16}$',
  '^[A-Z]{1,4}$',
  '^[A-Z0-9_.]{1,64}$',
  // the keys of a record: any text
  '^.*$',
];

const PATTERNS = [...patternsIn(COMMANDS)].filter((pattern) => !CODES.includes(pattern));

test.each(PATTERNS)(
  'whatever %s lets in is read, and written again as it will be read',
  (pattern) => {
    const read = READERS[pattern]!;
    expect(read).toBeDefined();
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(pattern)), (text) => {
        const once = read(text);
        expect(once).toBeDefined();
        expect(read(once!)).toBe(once);
        expect(once).toMatch(new RegExp(pattern));
      }),
      { numRuns: 500 },
    );
  },
);

test('what no reader can read is let in by no pattern', () => {
  const pairs: [object, string[]][] = [
    [Shapes.Percent, ['04.35', '00', '4.', '.5', '4.35%', '100', '-1', '4.35001', '４.35']],
    [Shapes.Yuan, ['01', '1.', '1,000', '1e3', '-1', '0.001']],
    [Shapes.DateText, ['0000-01-01', '2024-13-01', '2024-00-01', '9999-12-31']],
    [Shapes.PeriodText, ['0000', '0000-01', '2024-Q5', '2024-13', '9999']],
    [
      Shapes.InstantText,
      [
        '2024-01-01T24:00:00Z',
        '2024-01-01T23:59:60Z',
        '9999-01-01T00:00:00Z',
        '2024-01-01T00:00:00+25:00',
      ],
    ],
  ];
  for (const [shape, texts] of pairs) {
    for (const text of texts) expect(text).not.toMatch(new RegExp(patternOf(shape)));
  }
});
