import { describe, expect, it } from 'vitest';
import { type Answered, type Contribution, readd } from './readd.ts';

const facts = (sums: Record<string, (string | null)[]>): Contribution[] =>
  Object.entries(sums).flatMap(([operand, list]) =>
    list.map((contribution) => ({ operand: operand || null, contribution })),
  );

const figure = (unit: Answered['unit'], value: string | null, partial: string | null = null) => ({
  unit,
  value,
  partial,
});

describe('the facts of a figure', () => {
  it.each([
    ['YUAN', '300.05', 'x1', { x1: ['100.00', '200.05'], '': [null] }],
    ['YUAN', '-3.00', 'x1', { x1: ['10.00', '-13.00'] }],
    ['YUAN', '0.00', 'x1', {}],
    ['COUNT', '7', 'x1', { x1: ['3', '4'] }],
    ['RATIO', '0.333333', 'x1 / x2', { x1: ['1.00'], x2: ['1.00', '2.00'] }],
    ['RATIO', '0.099000', 'x1 / x2 - 1', { x1: ['1099.00'], x2: ['600.00', '400.00'] }],
    ['RATIO', '0.166667', 'x1 / x2 - x3 / x4', { x1: ['1'], x2: ['2'], x3: ['1'], x4: ['3'] }],
    [
      'RATIO',
      '0.500000',
      'x1 / x2 - 1 - (x3 / x4 - 1)',
      { x1: ['4'], x2: ['2'], x3: ['3'], x4: ['2'] },
    ],
    ['COUNT', '2', 'rank(x1, x2, x3)', { x1: ['2'], x2: ['9'], x3: ['1'] }],
    ['COUNT', '1', 'count(x1 / x2 >= 0.5, x3 / x4 >= 0.5)', { x1: ['1'], x2: ['2'], x4: ['2'] }],
    ['RATIO', '1.000000', 'share(x1 < x2)', { x1: ['1'], x2: ['2'] }],
  ] as const)('make up %s %s by %s', (unit, value, formula, sums) => {
    const made = facts(sums as Record<string, (string | null)[]>);
    const asked = figure(unit, value);
    const found = readd(asked, formula, 'ALL', made);
    expect([found.verdict, found.computed]).toEqual(['EQUAL', value]);
    const other = made.map(({ operand }) => ({ operand, contribution: operand && '3.00' }));
    expect(readd(asked, formula, 'ALL', [...other, ...facts({ x1: ['777'] })]).verdict).toBe(
      unit === 'COUNT' && formula.startsWith('count') ? 'EQUAL' : 'DIFFERENT',
    );
  });

  it('make up the part that was reported where something is missing', () => {
    const made = facts({ x1: ['5.00'] });
    expect(readd(figure('YUAN', null, '5.00'), 'x1', 'ALL', made).verdict).toBe('EQUAL');
    expect(readd(figure('YUAN', null, '6.00'), 'x1', 'ALL', made).verdict).toBe('DIFFERENT');
  });

  it('say nothing of what has no value', () => {
    expect(readd(figure('YUAN', null), 'x1', 'ALL', facts({ x1: ['5'] })).verdict).toBe('NO_VALUE');
  });

  it('are no proof where others are not shown', () => {
    const made = facts({ x1: ['5'] });
    expect(readd(figure('YUAN', '7.00'), null, 'OWN', made).verdict).toBe('OWN_FACTS_ONLY');
  });

  it.each([null, 'gini(x1, x2)', 'x1 ** 2', 'x2', ''])(
    'accuse nothing where the formula is not understood: %s',
    (formula) => {
      const made = facts({ x1: ['5'] });
      const { verdict, computed } = readd(figure('YUAN', '7.00'), formula, 'ALL', made);
      expect([verdict, computed]).toEqual(['NOT_CHECKED', null]);
    },
  );

  it('are different where they cannot make up any number', () => {
    const { verdict } = readd(figure('RATIO', '1.000000'), 'x1 / x2', 'ALL', facts({ x1: ['5'] }));
    expect(verdict).toBe('DIFFERENT');
  });
});
