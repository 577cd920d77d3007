import { describe, expect, it } from 'vitest';
import { type Measure, measuresOf, readPublication } from './published.ts';
import { inBase } from './units.ts';
import { isOff, verdictOf } from './verdict.ts';

const publication = await readPublication();
const { units } = publication;
const measures = measuresOf(publication);
const measure = (id: string): Measure => measures.find((it) => it.id === id)!;

/** The verdict on a value in the measure's own unit. */
const verdict = (id: string, value: string | null, isClaimed = true) => {
  const it = measure(id);
  return verdictOf(units, it, value === null ? null : inBase(units, value, it.unit), isClaimed);
};

describe('verdicts', () => {
  it.each([
    ['F003', '2864.45', 'IN_BAND'],
    ['F003', '2864.55', 'IN_BAND'],
    ['F003', '2864.449999', 'OUT_OF_BAND'],
    ['F003', '2864.550001', 'OUT_OF_BAND'],
    ['F033', '-0.5734', 'IN_BAND'],
    ['F033', '0.5734', 'OUT_OF_BAND'],
    // 突破 55: up to, not including, the next step
    ['F041', '55', 'IN_BAND'],
    ['F041', '55.999999', 'IN_BAND'],
    ['F041', '56', 'OUT_OF_BAND'],
    // 近 1500
    ['F042', '1500', 'IN_BAND'],
    ['F042', '1501', 'OUT_OF_BAND'],
  ])('%s of %s: %s', (id, value, expected) => expect(verdict(id, value)).toBe(expected));

  it('without a value nothing is in band', () => {
    expect(verdict('F003', null)).toBe('OUT_OF_BAND');
    expect(verdict('F086', null)).toBe('OUT_OF_BAND');
  });

  it('a contradiction is where the system says what it must, and nowhere else', () => {
    expect(verdict('F086', '24.5219')).toBe('CONTRADICTED');
    expect(isOff(measure('F086'), 'CONTRADICTED')).toBe(false);
    // The print is then no longer contradicted: that is news.
    expect(verdict('F086', '30')).toBe('IN_BAND');
    expect(isOff(measure('F086'), 'IN_BAND')).toBe(true);
    expect(verdict('F086', '26')).toBe('OUT_OF_BAND');
    expect(isOff(measure('F086'), 'OUT_OF_BAND')).toBe(true);
  });

  it('what needs more than is built never passes, whatever the value', () => {
    for (const { id, needs, expect: expected, value } of measures) {
      if (expected !== 'COMPUTED' || ['LOANS', 'COVER', 'KEDAITONG'].includes(needs)) continue;
      expect([id, verdict(id, value)]).toEqual([id, 'NOT_YET']);
      expect(isOff(measure(id), 'NOT_YET')).toBe(false);
    }
  });

  it('a growth without a level, and claims', () => {
    expect(verdict('F023', null)).toBe('GROWTH_ONLY');
    expect(['F108', 'F109'].map((id) => verdict(id, null))).toEqual(['STATEMENT', 'STATEMENT']);
  });

  it('a claim that the system does not hold cannot be shown', () => {
    for (const id of ['F023', 'F108', 'F109']) {
      expect([id, verdict(id, null, false)]).toEqual([id, 'OUT_OF_BAND']);
    }
  });

  it('the print itself lies in its band: 40 to be computed, one contradicted, three claims', () => {
    // 24.52 % where 左右 30 % was printed; "more than" excludes nothing that was printed
    const all = measures.map(({ id, value }) => verdict(id, id === 'F086' ? '24.52' : value));
    const counts = Object.groupBy(all, (it) => it);
    expect(counts.IN_BAND).toHaveLength(40);
    expect(counts.CONTRADICTED).toHaveLength(1);
    expect(counts.STATEMENT).toHaveLength(2);
    expect(counts.OUT_OF_BAND).toBeUndefined();
    expect(counts.NOT_YET).toHaveLength(31); // with the growth: its level would need IP
  });
});
