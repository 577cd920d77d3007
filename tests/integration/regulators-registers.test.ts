import { banks } from '@qianfan/banks/banks';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { endOfDay } from '@qianfan/schema/kernel/instant';
import { consistentReturn } from '@qianfan/schema/returns/consistent';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';
import { adoptSeed, enterprise, list, noon, ORGANISATIONS } from '../support/registers.ts';
import { startServices } from '../support/services.ts';

const { regulator, auditor, jjb, gzrcb, picc, dost } = demoAccounts;
const ganzhou = { ...regulator, institution: 'REG_NFRA_GZ', jurisdiction: '3607' };

let system: Awaited<ReturnType<typeof startServices>>;
const ask = async (document: string, as = regulator, cut?: number) =>
  system.query('regulators', document, {}, { as, ...(cut !== undefined && { cut }) });

/** The history: v1 of HNTE known in June 2023, v2 and a correction of an enterprise in July 2024, a return in January. */
beforeAll(async () => {
  system = await startServices([
    [regulators, regulatorsMigrations],
    [banks, banksMigrations],
    [programmes, programmesMigrations],
  ]);
  const { submit } = system;
  const accepted = async (...given: Parameters<typeof submit>) => {
    const outcomes = await submit(...given);
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'ACCEPTED'));
  };
  expect(new Set(await adoptSeed(submit))).toEqual(new Set(['ACCEPTED']));
  await accepted(ORGANISATIONS, { knownAt: noon('2023-01-02') });
  await accepted(
    [
      enterprise('ENT-1', '360402', '甲'),
      enterprise('ENT-2', '360702'),
      enterprise('ENT-3', '360704'),
      enterprise('ENT-9', '360112'),
    ],
    { knownAt: noon('2023-01-03') },
  );
  await accepted([list('HNTE', 1, '2023-06-01', ['ENT-1', 'ENT-2'])], {
    knownAt: noon('2023-06-01'),
  });
  await accepted([list('TSME', 1, '2023-06-01', ['ENT-1'], '2024-04-01')], {
    knownAt: noon('2023-06-01'),
  });
  const december = {
    form: 'TF01',
    period: '2024-12',
    deadline: '2025-01-13T18:00:00+08:00',
    release: '2025-01-20T10:00:00+08:00',
  };
  await accepted([['regulators.OpenPeriod', december]], { knownAt: noon('2024-01-01') });
  await accepted(
    [list('HNTE', 2, '2024-07-01', ['ENT-1', 'ENT-9']), enterprise('ENT-1', '360403', '乙')],
    { knownAt: noon('2024-07-01') },
  );
  const head = { institution: 'BNK_JJB', period: '2024-12', revision: 1 };
  const borrower = {
    enterprise: 'ENT-1',
    rows: ['1.1.1'],
    balance: 100_00n,
    drawn: 0n,
    rate: 0,
    shares: [0, 0, 0, 0] as const,
  };
  const returned = consistentReturn(TF01, head, [borrower]);
  await accepted([['banks.SubmitReturn', returned]], { knownAt: noon('2025-01-14') });
  await accepted([['regulators.CloseHistory', { reason: 'test' }]]);
  await system.caughtUp('regulators');
});
afterAll(() => system?.stop());

describe('lists', () => {
  const memberships =
    '{ enterprise(id: "ENT-1") { lists(on: "%") { code version } classes(on: "%") { code } } }';
  const on = (day: string, cut?: number) => ask(memberships.replaceAll('%', day), regulator, cut);

  it('say what an enterprise was on a day', async () => {
    expect((await on('2024-03-31')).data!.enterprise).toEqual({
      lists: [
        { code: 'HNTE', version: 1 },
        { code: 'TSME', version: 1 },
      ],
      classes: [{ code: 'TECH_ENT' }, { code: 'HNTE' }, { code: 'TSME' }],
    });
    expect((await on('2024-04-01')).data!.enterprise.lists).toEqual([{ code: 'HNTE', version: 1 }]);
    expect((await on('2024-08-01')).data!.enterprise.lists).toEqual([{ code: 'HNTE', version: 2 }]);
    expect((await on('2023-05-31')).data!.enterprise).toEqual({ lists: [], classes: [] });
  });

  it('as they were known at the cut', async () => {
    const before = noon('2024-07-01') - 1;
    expect((await on('2024-08-01', before)).data!.enterprise.lists).toEqual([
      { code: 'HNTE', version: 1 },
    ]);
  });

  it('show their members page by page', async () => {
    const page = (after: string) =>
      ask(`{ enterpriseList(code: "HNTE", on: "2024-08-01") { version memberCount issuer validTo
        members(first: 1${after}) { totalCount nodes { id name { zh } county { code } } pageInfo { hasNextPage endCursor } } } }`);
    const first = (await page('')).data!.enterpriseList;
    expect(first).toMatchObject({ version: 2, memberCount: 2, issuer: 'PRG_DOST', validTo: null });
    expect(first.members).toMatchObject({
      totalCount: 2,
      nodes: [{ id: 'ENT-1', name: { zh: '乙' }, county: { code: '360403' } }],
      pageInfo: { hasNextPage: true },
    });
    const { endCursor } = first.members.pageInfo;
    const second = (await page(`, after: "${endCursor}"`)).data!.enterpriseList.members;
    expect(second).toMatchObject({
      nodes: [{ id: 'ENT-9', name: null, county: { code: '360112' } }],
      pageInfo: { hasNextPage: false },
    });
  });
});

describe('the register', () => {
  it('keeps what was known', async () => {
    const document = '{ enterprise(id: "ENT-1") { name { zh } county { code name { zh } } } }';
    const then = await ask(document, regulator, noon('2024-01-01'));
    expect(then.data!.enterprise).toEqual({
      name: { zh: '甲' },
      county: { code: '360402', name: { zh: '濂溪区' } },
    });
    expect((await ask(document)).data!.enterprise.county.code).toBe('360403');
  });

  it('leads from region to region and to enterprises', async () => {
    const { data } = await ask(`{ region(code: "3607") { level parent { code }
      enterprises { totalCount nodes { id } } } regions(level: CITY) { code children { code } } }`);
    expect(data!.region).toEqual({
      level: 'CITY',
      parent: { code: '36' },
      enterprises: { totalCount: 2, nodes: [{ id: 'ENT-2' }, { id: 'ENT-3' }] },
    });
    expect(data!.regions).toHaveLength(11);
    expect(data!.regions.flatMap((city: any) => city.children)).toHaveLength(100);
  });

  it('answers all references of a request at once, each in its place', async () => {
    const answer = await system.query(
      'regulators',
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Enterprise { id county { code } } ... on Institution { code kind } ... on Region { code level } } }`,
      {
        r: [
          { __typename: 'Enterprise', id: 'ENT-3' },
          { __typename: 'Institution', code: 'BNK_GZRCB' },
          { __typename: 'Enterprise', id: 'NOBODY' },
          { __typename: 'Region', code: '36' },
          { __typename: 'Enterprise', id: 'ENT-2' },
        ],
      },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data!._entities).toEqual([
      { id: 'ENT-3', county: { code: '360704' } },
      { code: 'BNK_GZRCB', kind: 'BANK' },
      null,
      { code: '36', level: 'PROVINCE' },
      { id: 'ENT-2', county: { code: '360702' } },
    ]);
  });
});

describe('who sees which institution', () => {
  const institutions = '{ institutions { scope totalCount nodes { code } } }';
  const codes = async (as: typeof regulator) => {
    const { data } = await ask(institutions, as);
    return [data!.institutions.scope, ...data!.institutions.nodes.map(({ code }: any) => code)];
  };

  it('a bank or insurer itself only, and the answer says so', async () => {
    expect(await codes(jjb)).toEqual(['OWN', 'BNK_JJB']);
    expect(await codes(picc)).toEqual(['OWN', 'INS_PICC_JX']);
    expect(await codes(dost)).toHaveLength(7);
    expect(await codes(auditor)).toHaveLength(7);
    expect(await codes(ganzhou)).toEqual(['ALL', 'BNK_GZRCB']);
  });

  it.each(['BNK_GZRCB', 'NOBODY', 'REG_NFRA_JX'])(
    '%s is forbidden to a bank, there or not',
    async (code) => {
      const named = await ask(`{ institution(code: "${code}") { name { zh } } }`, jjb);
      expect(named.data).toEqual({ institution: null });
      expect(named.errors![0]!.extensions.code).toBe('FORBIDDEN');
      const reference = await system.query(
        'regulators',
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { code } } }',
        { r: [{ __typename: 'Institution', code }] },
        { as: jjb },
      );
      expect(reference.errors![0]!.extensions.code).toBe('FORBIDDEN');
    },
  );

  it('a regulator of one city none of another', async () => {
    const there = await ask('{ institution(code: "BNK_JJB") { code } }', ganzhou);
    expect(there.errors![0]!.extensions.code).toBe('FORBIDDEN');
    const area = await ask('{ enterprises(area: "3604") { totalCount } }', ganzhou);
    expect(area.errors![0]!.extensions.code).toBe('FORBIDDEN');
    const { data } = await ask('{ enterprises { totalCount } }', ganzhou);
    expect(data!.enterprises.totalCount).toBe(2);
  });
});

describe('the calendar', () => {
  it('tells a form that nobody defined, wherever it is asked for', async () => {
    for (const document of [
      '{ reportingPeriod(form: "TF99", period: "2024-12") { expected } }',
      '{ returnForm(code: "TF99", period: "2024-12") { code } }',
      '{ calendar(form: "TF99") { period } }',
    ]) {
      const { errors } = await ask(document);
      expect([document, errors?.[0]?.extensions['code']]).toEqual([document, 'UNKNOWN_FORM_CODE']);
    }
    const { data, errors } = await ask(
      '{ reportingPeriod(form: "TF01", period: "2001-12") { expected } returnForm(code: "TF01", period: "2001-12") { code } }',
    );
    expect([data, errors]).toEqual([{ reportingPeriod: null, returnForm: null }, undefined]);
  });

  const period = `{ reportingPeriod(form: "TF01", period: "2024-12") { expected received late missing scope
    filers { institution { code } status receivedAt late } } }`;
  const at = async (cut: number, as = regulator) =>
    (await ask(period, as, cut)).data!.reportingPeriod;
  const filer = (code: string, status: string, late = false, receivedAt: string | null = null) => ({
    institution: { code },
    status,
    late,
    receivedAt,
  });

  it('judges at the cut who is late', async () => {
    expect((await at(noon('2024-12-31'))).filers).toEqual([
      filer('BNK_GZRCB', 'NOT_DUE'),
      filer('BNK_JJB', 'NOT_DUE'),
    ]);
    expect((await at(noon('2025-01-13'))).filers).toEqual([
      filer('BNK_GZRCB', 'DUE'),
      filer('BNK_JJB', 'DUE'),
    ]);
    expect(await at(endOfDay('2025-01-13'))).toMatchObject({ received: 0, missing: 2 });
    expect(await at(endOfDay('2025-01-14'))).toEqual({
      expected: 2,
      received: 1,
      late: 1,
      missing: 1,
      scope: 'ALL',
      filers: [
        filer('BNK_GZRCB', 'MISSING', true),
        filer('BNK_JJB', 'LATE', true, '2025-01-14T04:00:00.000000Z'),
      ],
    });
  });

  it('shows a bank its own state and the counts of all', async () => {
    expect(await at(endOfDay('2025-01-14'), gzrcb)).toEqual({
      expected: 2,
      received: 1,
      late: 1,
      missing: 1,
      scope: 'OWN',
      filers: [filer('BNK_GZRCB', 'MISSING', true)],
    });
    expect(await at(endOfDay('2025-01-14'), dost)).toMatchObject({ scope: 'OWN', filers: [] });
    expect((await at(endOfDay('2025-01-14'), ganzhou)).filers).toEqual([
      filer('BNK_GZRCB', 'MISSING', true),
    ]);
  });
});

describe('definitions', () => {
  it('are read as in force for a period', async () => {
    const { data } = await ask(`{ metric(code: "LN_BAL") { version additivity bases agency }
      ratio: metric(code: "R_NPL") { numerator { code } denominator { code } }
      early: metric(code: "LN_BAL", period: "1999-12") { code }
      metrics { code }
      returnForm(code: "TF01", period: "2024-12") { version rows { code population } columns { code metric } rules { id severity assert } } }`);
    expect(data!.metric).toMatchObject({ version: 1, additivity: 'STOCK' });
    expect(data!.ratio).toEqual({
      numerator: { code: 'LN_BAL_NPL' },
      denominator: { code: 'LN_BAL' },
    });
    expect(data!.early).toBeNull();
    expect(data!.metrics.length).toBeGreaterThan(10);
    expect(data!.returnForm.rows).toHaveLength(16);
    expect(data!.returnForm.columns).toHaveLength(9);
    expect(data!.returnForm.rules[0]).toMatchObject({ id: 'V-01', severity: 'ERROR' });
  });
});

describe('the read model', () => {
  it.each(['2023-01-02', '2024-01-01', '2025-01-14'])(
    'equals a rebuild stopped on %s',
    async (day) => {
      const lines = await system.replay('regulators', noon(day) + 1_000);
      expect(lines.filter((line) => 'equal' in line && !line.equal)).toEqual([]);
      expect(lines.at(-1)).toMatchObject({ step: 'VERDICT', equal: true });
    },
  );
});
