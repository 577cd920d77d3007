import { describe, expect, it } from 'vitest';
import { addUp, computed, judge, type TracedFigure } from './check.ts';

const figure = (
  transform: string,
  unit: TracedFigure['unit'],
  value: string | null,
  partial: string | null = null,
): TracedFigure => ({
  figureId: `LN_BAL.HNTE:${transform}:2024-12`,
  status: '',
  unit,
  value,
  partial,
});

const facts = (parts: Record<string, (string | null)[]>) =>
  Object.entries(parts).flatMap(([part, list]) =>
    list.map((contribution) => ({ part, contribution })),
  );

describe('the facts of a figure', () => {
  it.each([
    ['LEVEL', 'YUAN', '300.05', { VALUE: ['100.00', '200.05'], POPULATION: [null] }],
    ['LEVEL', 'YUAN', '-3.00', { VALUE: ['10.00', '-13.00'] }],
    ['LEVEL', 'YUAN', '0.00', {}],
    ['LEVEL', 'COUNT', '7', { VALUE: ['3', '4'] }],
    ['LEVEL', 'RATIO', '0.333333', { NUMERATOR: ['1.00'], DENOMINATOR: ['1.00', '2.00'] }],
    ['SHARE-_T', 'RATIO', '0.666667', { NUMERATOR: ['2.00'], DENOMINATOR: ['3.00'] }],
    ['YOY', 'RATIO', '0.099000', { VALUE: ['1099.00'], BASE: ['600.00', '400.00'] }],
    ['YTD.AS_PUBLISHED', 'RATIO', '-0.500000', { VALUE: ['1'], BASE: ['2'] }],
    [
      'PP_YOY',
      'RATIO',
      '0.166667',
      { NUMERATOR: ['1'], DENOMINATOR: ['2'], BASE_NUMERATOR: ['1'], BASE_DENOMINATOR: ['3'] },
    ],
  ] as const)('make up %s in %s: %s', (transform, unit, value, parts) => {
    const sums = addUp(facts(parts as Record<string, (string | null)[]>));
    const asked = figure(transform, unit, value);
    expect(computed(asked, sums)).toBe(value);
    expect(judge(asked, sums, 'ALL')).toBe('EQUAL');
    expect(judge(asked, sums, 'OWN')).toBe('OWN_FACTS_ONLY');
    const part = 'NUMERATOR' in parts ? 'NUMERATOR' : 'VALUE';
    const wrong = new Map([...sums, [part, (sums.get(part) ?? 0n) + 100n]]);
    expect(judge(asked, wrong, 'ALL')).toBe('DIFFERENT');
  });

  it('make up the part that was reported where something is missing', () => {
    const sums = addUp(facts({ VALUE: ['5.00'] }));
    expect(judge(figure('LEVEL', 'YUAN', null, '5.00'), sums, 'ALL')).toBe('EQUAL');
    expect(judge(figure('LEVEL', 'YUAN', null, '6.00'), sums, 'ALL')).toBe('DIFFERENT');
  });

  it('say nothing of a place, of a count of institutions, of what has no value', () => {
    const sums = addUp(facts({ VALUE: ['5.00'] }));
    expect(judge(figure('RANK-_T', 'COUNT', '5'), sums, 'ALL')).toBe('NOT_A_SUM');
    expect(judge(figure('COUNT-LT-0.02', 'COUNT', '5'), sums, 'ALL')).toBe('NOT_A_SUM');
    expect(judge(figure('LEVEL', 'YUAN', null), sums, 'ALL')).toBe('NO_VALUE');
    expect(judge(figure('YOY', 'RATIO', null), new Map(), 'ALL')).toBe('NO_VALUE');
  });
});
