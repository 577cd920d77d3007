import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureOf, formatFigure, parseFigure } from './figure.ts';
import { FigureError } from './refusal.ts';
import { basePeriod, formatTransform, parseTransform } from './transform.ts';

const ID = 'LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12';
const DEFAULTS = { agency: 'REG_NFRA_JX', basis: 'RETURN' } as const;

describe('a figure’s id', () => {
  test('given what a question leaves out, then the definition and "not restricted" fill it in', () => {
    const query = { metric: 'LN_BAL', population: 'HNTE', period: '2024-12' };
    expect(formatFigure(figureOf(query, DEFAULTS))).toBe(ID);
  });

  test('given any figure, when its id is read, then it is that figure', () => {
    const code = fc.stringMatching(/^[A-Z0-9][A-Z0-9_]{0,20}$/);
    const figure = fc.record({
      metric: code,
      population: code,
      reporter: code,
      area: fc.constantFrom('_T', '36', '3601', '360102'),
      period: fc.constantFrom('2024', '2024-Q4', '2024-12'),
      basis: fc.constantFrom('RETURN', 'CONTRACT', 'EVENT'),
      transform: fc.constantFrom(
        ...['LEVEL', 'YOY', 'MOM.AS_PUBLISHED', 'PP_YTD', 'SHARE-_T', 'SHARE-TECH_ENT'],
        ...['RANK-CITY_BANK', 'COUNT-LT-0.02', 'COUNT-GE--1', 'COUNT-LT-ALL'],
      ),
    });
    fc.assert(
      fc.property(figure, (query) => {
        const id = formatFigure(figureOf(query, DEFAULTS));
        expect(formatFigure(parseFigure(id))).toBe(id);
      }),
    );
  });

  test('given two spellings of one series, then it has one id', () => {
    const all = figureOf({ metric: 'LN_BAL', population: 'ALL', period: '2024' }, DEFAULTS);
    const total = figureOf({ metric: 'LN_BAL', area: '_T', period: '2024' }, DEFAULTS);
    expect(formatFigure(all)).toBe(formatFigure(total));
  });

  test.each([
    ['', 'nothing'],
    [`${ID}:more`, 'a part too many'],
    [ID.replace('LEVEL', 'UP'), 'an unknown transform'],
    [ID.replace('2024-12', '2024-13'), 'a month that does not exist'],
    [ID.replace('.M:', '.A:'), 'a frequency that is not the period’s'],
    [ID.replace('RETURN', 'GUESS'), 'an unknown basis'],
    [ID.replace('HNTE.', ''), 'a dimension too few'],
    [ID.replace('HNTE', 'H NTE'), 'a space'],
  ])('given %s (%s), then it is refused', (id) => {
    expect(() => parseFigure(id)).toThrow(FigureError);
  });
});

describe('a transform', () => {
  test('given what is none, then nothing', () => {
    for (const text of [
      '',
      'YOY2',
      'PP_',
      'SHARE-',
      'COUNT-GT-',
      'COUNT-XX-1',
      'LEVEL.AS_PUBLISHED',
    ])
      expect(parseTransform(text)).toBeUndefined();
  });

  test('given a text, then the same text again', () => {
    for (const text of ['YOY', 'PP_YOY.AS_PUBLISHED', 'COUNT-EQ-0.5'])
      expect(formatTransform(parseTransform(text)!)).toBe(text);
  });

  test('compares with the period that Chinese statistics mean', () => {
    expect(basePeriod('2025-02', 'YOY')).toBe('2024-02');
    expect(basePeriod('2025-02', 'YTD')).toBe('2024-12');
    expect(basePeriod('2025-01', 'MOM')).toBe('2024-12');
    expect(basePeriod('2025-02', 'QOQ')).toBe('2024-11');
    expect(basePeriod('2025-Q1', 'QOQ')).toBe('2024-Q4');
    expect(basePeriod('2025', 'YOY')).toBe('2024');
    expect(basePeriod('2025', 'MOM')).toBeUndefined();
  });
});
