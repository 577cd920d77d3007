import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import { describe, expect, test } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { type FigureQuery, figureOf } from './figure.ts';
import { observe } from './observe.ts';

const NFRA = 'REG_NFRA_JX';
const DOST = 'PRG_DOST';

const organisation = (code: string, more: object = {}) =>
  factOf('regulators.OrganisationRegistered.v1', code, {
    code,
    kind: 'BANK',
    area: '36',
    obligations: [],
    ...more,
  });

const LISTS = ['HNTE', 'TSME', 'ISME', 'SRDI', 'LITTLE_GIANT', 'OTHER_LIST', 'CHAMPION', 'NTIDE'];
const MEMBERS: Record<string, string[]> = { ISME: ['E1', 'E2'], HNTE: ['E2', 'E3'], SRDI: ['E1'] };

const REGISTER: Fact<any>[] = [
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  organisation('BNK_A', { group: 'GRP' }),
  organisation('BNK_B', { group: 'GRP' }),
  organisation('BNK_C'),
  organisation('GRP', { kind: 'BANK_GROUP' }),
  ...LISTS.map((list) =>
    factOf('regulators.EnterpriseListPublished.v1', list, {
      list,
      version: 1,
      validFrom: '2015-01-01',
      members: MEMBERS[list] ?? [],
    }),
  ),
  factOf('regulators.EnterpriseRegistered.v1', 'E1', { id: 'E1', county: '360102' }),
  factOf('regulators.EnterpriseRegistered.v1', 'E3', { id: 'E3', county: '360702' }),
];

async function seen(facts: Fact<any>[], query: FigureQuery, knownAt?: number) {
  const agency = /^(KDT_(?!AGR|REL)|PRG_)/.test(query.metric) ? DOST : NFRA;
  const figure = figureOf(query, { agency, basis: 'CONTRACT' });
  const { status, value } = await observe(remembered([...REGISTER, ...facts], knownAt), figure);
  return value === null ? status : Number(formatRatio(value));
}

describe('credit lines', () => {
  let pos = 0;
  const line = (bank: string, enterprise: string, grantedOn: string, more: object = {}) =>
    factOf(
      'banks.CreditLineGranted.v1',
      bank,
      {
        line: `L${(pos += 1)}`,
        enterprise,
        limit: '1000.00',
        grantedOn,
        expiresOn: '2025-01-01',
        ...more,
      },
      10,
      pos,
    );
  const facts = [
    line('BNK_A', 'E1', '2020-03-01', { expiresOn: '2021-03-01', product: 'KCD' }),
    line('BNK_A', 'E1', '2024-03-01'),
    line('BNK_A', 'E2', '2024-04-01', { product: 'KCD' }),
    line('BNK_B', 'E2', '2024-05-01'),
    line('BNK_B', 'E9', '2025-02-01', { expiresOn: '2026-02-01' }),
  ];
  const ever = { metric: 'LN_LIMIT_BRW_CUM', period: '2024-12' };

  test('count each enterprise that was ever granted one, once over all banks', async () => {
    expect(await seen(facts, ever)).toBe(2);
    expect(await seen(facts, { ...ever, period: '2025-03' })).toBe(3);
    expect(await seen(facts, { ...ever, period: '2023-12' })).toBe(1);
    expect(await seen(facts, { ...ever, reporter: 'BNK_B' })).toBe(1);
    expect(await seen(facts, { ...ever, reporter: 'GRP' })).toBe(2);
    expect(await seen(facts, { ...ever, reporter: 'BNK_C' })).toBe('MISSING');
  });

  test('by what its enterprise is at the end of the period, and by product of the bank', async () => {
    expect(await seen(facts, { ...ever, population: 'ISME', transform: 'SHARE-TECH_ENT' })).toBe(1);
    expect(await seen(facts, { ...ever, population: 'SRDI', transform: 'SHARE-ALL' })).toBe(0.5);
    expect(await seen(facts, { ...ever, product: 'KCD', reporter: 'BNK_A' })).toBe(2);
    expect(await seen(facts, { ...ever, product: 'BNK_A.KCD' })).toBe(2);
    expect(await seen(facts, { ...ever, product: 'BNK_B.KCD' })).toBe(0);
    expect(await seen(facts, { ...ever, area: '3601' })).toBe(1);
  });

  test('given a product of another bank than the reporter, then it is refused', async () => {
    await expect(
      seen(facts, { ...ever, product: 'BNK_A.KCD', reporter: 'BNK_B' }),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('the registers of a programme', () => {
  const programme = 'KDT';
  const fact = (type: string, body: object, pos: number) =>
    factOf(`programmes.${type}.v1`, programme, { programme, ...body }, 10, pos);
  const filing = { loan: 'L1', enterprise: 'E1', county: '360102', maturesOn: '2025-12-31' };
  const facts = [
    fact('ProgrammeLaunched', { launchedOn: '2015-04-01' }, 1),
    fact('RegionJoined', { region: '3601', on: '2016-12-01' }, 2),
    fact('RegionJoined', { region: '3607', on: '2025-03-01' }, 3),
    fact('RegionJoined', { region: '360702', on: '2025-02-28' }, 4),
    fact('BankJoined', { bank: 'BNK_A', on: '2016-12-01' }, 5),
    fact('BankJoined', { bank: 'BNK_B', on: '2024-12-01' }, 6),
    fact('OutletEnrolled', { bank: 'BNK_A', outlet: '01', county: '360102', on: '2017-01-01' }, 7),
    fact('OutletEnrolled', { bank: 'BNK_B', outlet: '01', county: '360702', on: '2025-01-01' }, 8),
    fact('LoanFiled', { ...filing, bank: 'BNK_A', amount: '100.00', filedOn: '2023-01-01' }, 9),
    fact('FilingSettled', { ...filing, bank: 'BNK_A', amount: '100.00', on: '2024-01-01' }, 10),
    fact('LoanFiled', { ...filing, bank: 'BNK_B', amount: '30.00', filedOn: '2024-01-01' }, 11),
  ];
  const of = (metric: string, more: Partial<FigureQuery> = {}): FigureQuery => ({
    metric,
    period: '2025-02',
    basis: 'EVENT',
    programme,
    ...more,
  });

  test.each([
    ['KDT_REGION_CITY', {}, 1],
    ['KDT_REGION_CITY', { period: '2025-03' }, 2],
    ['KDT_REGION_CITY', { period: '2025-03', area: '3607' }, 1],
    ['KDT_REGION_COUNTY', {}, 1],
    ['KDT_BANK', {}, 2],
    ['KDT_BANK', { period: '2024-11' }, 1],
    ['KDT_OUTLET', {}, 2],
    ['KDT_OUTLET', { reporter: 'GRP', area: '3601' }, 1],
    ['KDT_FILED_ENT_CUM', {}, 1],
    ['KDT_FILED_BAL', {}, 30],
    ['PRG_AGE', {}, 10],
    ['PRG_AGE', { programme: '_T' }, 'NOT_COLLECTED'],
    ['KDT_BANK', { population: 'HNTE' }, 'NOT_COLLECTED'],
    ['KDT_REGION_CITY', { reporter: 'BNK_A' }, 'NOT_COLLECTED'],
  ])('%s %j is %s', async (metric, more, value) => {
    const found = await seen(facts, of(metric, more));
    expect(metric === 'KDT_FILED_BAL' ? Number(found) / 100 : found).toBe(value);
  });

  test('the cities that have signed with a bank: each once, counties not among them', async () => {
    const signed = (bank: string, area: string, pos: number) =>
      factOf(
        'banks.CooperationAgreementSigned.v1',
        bank,
        { agreement: `A${pos}`, programme, area, signedOn: '2024-06-01' },
        10,
        pos,
      );
    const agreements = [
      signed('BNK_A', '3601', 1),
      signed('BNK_A', '3601', 2),
      signed('BNK_A', '3604', 3),
      signed('BNK_A', '360402', 4),
      signed('BNK_B', '3601', 5),
    ];
    const cities = of('KDT_AGR_CITY', { period: '2024-12' });
    expect(await seen(agreements, { ...cities, reporter: 'BNK_A' })).toBe(2);
    expect(await seen(agreements, { ...cities, reporter: 'BNK_B' })).toBe(1);
    expect(await seen(agreements, cities)).toBe(2);
  });
});
