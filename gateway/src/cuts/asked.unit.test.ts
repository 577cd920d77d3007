import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Asked, mergeAsked, wantedOf } from './asked.ts';

/** 2025-01-01 00:30 in Shanghai, still the old year in UTC. */
const now = parseInstant('2024-12-31T16:30:00Z')!;

const refused = (asked: Asked) => {
  try {
    return wantedOf(asked, now);
  } catch (error) {
    const { extensions } = error as GraphQLError;
    return extensions['code'];
  }
};

describe('As-Of', () => {
  it('is the current cut where nothing is said, or today is', () => {
    expect(wantedOf({}, now)).toEqual({ basis: 'CURRENT', atLeast: 0 });
    expect(wantedOf({ asOf: '2025-01-01' }, now)).toEqual({ basis: 'CURRENT', atLeast: 0 });
  });

  it('is the last microsecond of a day in Shanghai', () => {
    const at = parseInstant('2024-12-31T15:59:59.999999Z');
    expect(wantedOf({ asOf: '2024-12-31' }, now)).toEqual({ basis: 'AS_OF', at });
  });

  it('is an instant with an offset, to the microsecond', () => {
    const at = parseInstant('2024-12-30T16:00:00.000001Z');
    const asOf = '2024-12-31T00:00:00.000001+08:00';
    expect(wantedOf({ asOf }, now)).toEqual({ basis: 'AS_OF', at });
    expect(wantedOf({ asOf: '2024-12-31T16:30:00Z' }, now)).toEqual({ basis: 'AS_OF', at: now });
  });

  it('is never in the future', () => {
    for (const asOf of ['2025-01-02', '2024-12-31T16:30:00.000001Z', '2099-01-01']) {
      expect(refused({ asOf }), asOf).toBe('FUTURE_AS_OF');
    }
  });

  it('is nothing else', () => {
    for (const asOf of [
      '',
      'now',
      '2024-12',
      '2024-13-01',
      '2024-02-30',
      '20241231',
      '1735660800',
    ]) {
      expect(refused({ asOf }), asOf).toBe('BAD_AS_OF');
    }
    expect(refused({ asOf: '2024-12-31T16:00:00' })).toBe('BAD_AS_OF');
    expect(refused({ asOf: '1969-12-31T00:00:00Z' })).toBe('BAD_AS_OF');
  });
});

describe('Min-Cut', () => {
  const minCut = '2024-12-31T16:29:00Z';

  it('asks for the current cut, but not an earlier one', () => {
    const atLeast = parseInstant(minCut);
    expect(wantedOf({ minCut }, now)).toEqual({ basis: 'CURRENT', atLeast });
    expect(wantedOf({ minCut, asOf: '2025-01-01' }, now)).toEqual({ basis: 'CURRENT', atLeast });
  });

  it('is an instant, and not after the As-Of beside it', () => {
    expect(refused({ minCut: '2024-12-31' })).toBe('BAD_MIN_CUT');
    expect(refused({ minCut, asOf: '2024-12-31' })).toBe('BAD_USER_INPUT');
  });
});

describe('header and extensions', () => {
  it('say the same thing in two places', () => {
    expect(mergeAsked({ asOf: '2024-12-31' })).toEqual({ asOf: '2024-12-31' });
    expect(mergeAsked({}, { asOf: '2024-12-31', other: 1 })).toEqual({ asOf: '2024-12-31' });
    expect(mergeAsked({ asOf: 'a' }, { asOf: 'a', minCut: null })).toEqual({ asOf: 'a' });
  });

  it('must not contradict each other', () => {
    expect(() => mergeAsked({ asOf: 'a' }, { asOf: 'b' })).toThrow('asOf: a ≠ b');
    expect(() => mergeAsked({}, { asOf: 20241231 })).toThrow('20241231');
  });
});
