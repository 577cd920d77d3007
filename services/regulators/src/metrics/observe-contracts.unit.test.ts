import type { Fact } from '@qianfan/schema/kernel/fact';
import { describe, expect, test } from 'vitest';
import { factOf } from '../testing/memory.ts';
import { id, list, seen } from '../testing/observed.ts';

describe('single contracts', () => {
  const loan = {
    loan: 'L1',
    enterprise: 'E2',
    county: '360102',
    guarantee: 'CREDIT',
    term: 'SHORT',
  };
  const facts = [
    factOf(
      'banks.LoanDrawn.v1',
      'BNK_A',
      { ...loan, amount: '900.00', drawnOn: '2024-03-01' },
      10,
      1,
    ),
    factOf(
      'banks.LoanClassified.v1',
      'BNK_A',
      { ...loan, on: '2024-05-01', balance: '900.00', previous: 'NORMAL', classification: 'LOSS' },
      11,
      2,
    ),
    factOf(
      'banks.LoanRepaid.v1',
      'BNK_A',
      { ...loan, on: '2024-06-01', amount: '300.00', balance: '600.00', classification: 'LOSS' },
      12,
      3,
    ),
  ];
  const of = (metric: string, rest: string, population = '_T', reporter = '_T') =>
    id(metric, population, reporter, rest, 'CONTRACT');

  test.each([
    ['LN_BAL', 'M:LEVEL:2024-04', '90000'],
    ['LN_BAL', 'M:LEVEL:2024-06', '60000'],
    ['LN_BAL_NPL', 'M:LEVEL:2024-04', '0'],
    ['LN_BAL_NPL', 'M:LEVEL:2024-06', '60000'],
    ['R_NPL', 'M:LEVEL:2024-06', '1.000000'],
    ['LN_DISB', 'M:LEVEL:2024-03', '90000'],
    ['LN_DISB', 'M:LEVEL:2024-04', '0'],
    ['LN_BRW', 'M:LEVEL:2024-06', '1'],
  ])('%s %s is %s', async (metric, rest, value) => {
    expect(await seen(facts, of(metric, rest))).toMatchObject({ status: 'REPORTED', value });
  });

  test('given a reporter without any, then missing', async () => {
    expect((await seen(facts, of('LN_BAL', 'M:LEVEL:2024-06', '_T', 'BNK_B'))).status).toBe(
      'MISSING',
    );
    expect((await seen(facts, of('LN_BAL', 'M:LEVEL:2024-02'))).status).toBe('MISSING');
  });

  test('given a list that changes, then the members of the day count', async () => {
    expect((await seen(facts, of('LN_BAL', 'M:LEVEL:2024-06', 'HNTE'))).value).toBe('60000');
    const cliff = [...facts, list('HNTE', 3, '2024-06-30', ['E3'])];
    expect((await seen(cliff, of('LN_BAL', 'M:LEVEL:2024-06', 'HNTE'))).value).toBe('0');
  });

  test('given a union of which a list is unknown, then incomplete', async () => {
    expect(await seen(facts, of('LN_BAL', 'M:LEVEL:2024-06', 'TECH_ENT'))).toMatchObject({
      status: 'INCOMPLETE',
      partial: '60000',
    });
  });

  test('given a population that goes by purpose, then not collected', async () => {
    expect((await seen(facts, of('LN_BAL', 'M:LEVEL:2024-06', 'TECH_IND'))).status).toBe(
      'NOT_COLLECTED',
    );
  });
});

describe('cover', () => {
  const cover = {
    cover: 'C1',
    enterprise: 'E2',
    county: '360102',
    product: 'LAB',
    part: 'I',
    expiresOn: '2024-12-01',
  };
  const facts = [
    factOf(
      'banks.CoverIssued.v1',
      'BNK_A',
      { ...cover, sumInsured: '500.00', premium: '5.00', inception: '2023-12-01' },
      10,
      1,
    ),
    factOf(
      'banks.CoverEndorsed.v1',
      'BNK_A',
      { ...cover, sumInsuredChange: '-100.00', premiumChange: '0.00', on: '2024-02-01' },
      11,
      2,
    ),
  ];
  const value = async (metric: string, rest: string, more: Fact<any>[] = []) =>
    await seen([...facts, ...more], id(metric, '_T', '_T', rest, 'CONTRACT'));

  test('in force until the day before it expires', async () => {
    expect((await value('INS_COVER_INFORCE', 'M:LEVEL:2024-01')).value).toBe('50000');
    expect((await value('INS_COVER_INFORCE', 'M:LEVEL:2024-11')).value).toBe('40000');
    expect((await value('INS_COVER_INFORCE', 'M:LEVEL:2024-12')).value).toBe('0');
  });

  test('cancelled: no longer in force, and still written', async () => {
    const cancelled = factOf(
      'banks.CoverCancelled.v1',
      'BNK_A',
      { ...cover, sumInsured: '400.00', on: '2024-03-01' },
      12,
      3,
    );
    expect((await value('INS_COVER_INFORCE', 'M:LEVEL:2024-03', [cancelled])).value).toBe('0');
    expect((await value('INS_COVER_WRITTEN', 'A:LEVEL:2024', [cancelled])).value).toBe('-10000');
  });

  test('written over a break in the definition has the flag, and its growth too', async () => {
    expect((await value('INS_COVER_WRITTEN', 'A:LEVEL:2024')).flags).toEqual(['b']);
    expect((await value('INS_COVER_WRITTEN', 'A:YOY:2024')).flags).toEqual(['b']);
    expect((await value('INS_COVER_WRITTEN', 'A:LEVEL:2023')).flags).toEqual([]);
  });
});
