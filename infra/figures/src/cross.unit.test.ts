import type { Ratio } from '@qianfan/schema/kernel/ratio';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from './ask.ts';
import { judge, operandsOf } from './check.ts';
import { crossCompared } from './cross.ts';
import { decimal } from './exact.ts';
import { lookupOf, printsOf, queriesOf } from './operands.ts';
import { type CrossCheck, readPublication } from './published.ts';

const publication = await readPublication();
const prints = printsOf(publication);
const crossCheck = (id: string): CrossCheck => publication.cross_checks.find((it) => it.id === id)!;

const REFUSALS = new Map([
  ['X12', 'OVERLAPPING_POPULATIONS'],
  ['X13', 'MIXED_AGENCIES'],
  ['X33', 'MIXED_DATES'],
  ['X45', 'MIXED_BASES'],
]);

/** A system that answers exactly what was printed or must be submitted, but for what is changed. */
function verdictOn(
  id: string,
  changed: { values?: Record<string, string | null>; answers?: Partial<Answers> } = {},
) {
  const queries = queriesOf(publication);
  const valueOf = (name: string): Ratio | null | undefined => {
    const other = changed.values?.[name];
    if (other !== undefined) return other === null ? null : decimal(other);
    if (!queries.has(name)) return undefined;
    // the union, of which nothing was printed
    return name === 'X12.U' ? decimal('350000000000') : prints(name);
  };
  const figures = new Map(
    [...queries].map(([name, { base }]) => [name, { basePeriod: base ?? null } as Answer]),
  );
  const answers = { cut: null, figures, refusals: REFUSALS, ...changed.answers };
  const lookup = lookupOf(publication, crossCheck(id), valueOf);
  return crossCompared(publication, crossCheck(id), lookup, answers).verdict;
}

describe('cross-checks', () => {
  it('hold on the prints themselves, or fail where the print contradicts itself', () => {
    const wrong = publication.cross_checks.flatMap(({ id, let: own = {}, checks = [] }) =>
      checks
        .filter((check) => operandsOf({ checks: [check] }).every((name) => !(name in own)))
        .filter((check) => !judge(check, prints).passes)
        .map(({ left }) => `${id} ${left}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are what the source leads one to expect where the system answers what was printed', () => {
    const verdicts = publication.cross_checks.map(({ id }) => verdictOn(id));
    const counts = Object.entries(Object.groupBy(verdicts, (it) => it));
    expect(Object.fromEntries(counts.map(([name, all]) => [name, all!.length]))).toEqual({
      HOLDS: 17,
      RULE: 5,
      UNDECIDABLE: 3,
      CONTRADICTED: 1,
      NOT_YET: 20,
    });
  });

  it('fail by the smallest value that is off', () => {
    expect(verdictOn('X30', { values: { F081: '4718' } })).toBe('FAILS');
    expect(verdictOn('X07', { values: { F026: '731242000000.01' } })).toBe('FAILS');
    expect(verdictOn('X04', { values: { SME_2023: '1' } })).toBe('HOLDS');
  });

  it('fail without a value', () => {
    expect(verdictOn('X01', { values: { HNTE_2023: null } })).toBe('FAILS');
    expect(verdictOn('X12', { values: { 'X12.U': null } })).toBe('FAILS');
    expect(verdictOn('X36', { values: { F110: null } })).toBe('FAILS');
  });

  it('that must fail, fail when they hold', () => {
    expect(verdictOn('X31', { values: { F085: '408699000000' } })).toBe('FAILS');
  });

  it('are rules only where the system refuses, and says the right reason', () => {
    const refusals = (code: string | null) => ({ answers: { refusals: new Map([['X12', code]]) } });
    expect(verdictOn('X12', refusals(null))).toBe('FAILS');
    expect(verdictOn('X12', refusals('NOT_FOUND'))).toBe('FAILS');
    expect(verdictOn('X12', refusals('OVERLAPPING_POPULATIONS'))).toBe('RULE');
  });

  it('require that a growth names the base that was published', () => {
    const figures = new Map(
      ['F017', 'F019', 'F033', 'F118', 'F082'].map((id) => [
        id,
        { basePeriod: '2023-12' } as Answer,
      ]),
    );
    // 10.94 % is on February 2024, not on the year's end
    expect(verdictOn('X44', { answers: { figures } })).toBe('FAILS');
    figures.set('F082', { basePeriod: '2024-02' } as Answer);
    expect(verdictOn('X44', { answers: { figures } })).toBe('RULE');
  });
});
