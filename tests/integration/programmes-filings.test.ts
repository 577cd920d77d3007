import { banks } from '@qianfan/banks/banks';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';
import { adoptSeed, enterprise, list, noon, ORGANISATIONS } from '../support/registers.ts';
import { startServices } from '../support/services.ts';

const { regulator, jjb, gzrcb, picc, dost } = demoAccounts;
const ganzhou = { ...regulator, institution: 'REG_NFRA_GZ', jurisdiction: '3607' };

let system: Awaited<ReturnType<typeof startServices>>;
const ask = (document: string, as = regulator, variables: object = {}, cut?: number) =>
  system.query('programmes', document, variables, { as, ...(cut !== undefined && { cut }) });
const codes = (outcome: Outcome): string[] =>
  (outcome.status === 'REJECTED' ? outcome : outcome.receipt).issues.map(({ code }) => code);

const join = { programme: 'KDT', on: '2023-03-01' };
const LAUNCH = [
  [
    'programmes.LaunchProgramme',
    {
      programme: 'KDT',
      name: { zh: '科贷通', en: 'KDT' },
      launchedOn: '2023-03-01',
      rule: {
        maxPerFirm: '5000000.00',
        maxTenorMonths: 12,
        eligibleLists: ['HNTE'],
        provisional: true,
      },
    },
  ],
  ['programmes.JoinRegion', { ...join, region: '3604' }],
  ['programmes.JoinRegion', { ...join, region: '360702' }],
  ['programmes.JoinBank', { ...join, bank: 'BNK_JJB' }],
  ['programmes.JoinBank', { ...join, bank: 'BNK_GZRCB' }],
  ['programmes.EnrolOutlet', { ...join, bank: 'BNK_JJB', outlet: 'O-1', county: '360402' }],
] as const;
const filing = (
  bank: string,
  loan: string,
  enterprise: string,
  county: string,
  more: object = {},
) =>
  [
    'programmes.FileLoan',
    {
      programme: 'KDT',
      bank,
      loan,
      enterprise,
      county,
      amount: '2000000.00',
      filedOn: '2024-02-01',
      maturesOn: '2024-12-01',
      ...more,
    },
  ] as const;

/** Three filings known in February 2024, one of them settled in part in April and in full in June (known in July). */
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
  const firms = [enterprise('ENT-1', '360402'), enterprise('ENT-2', '360403')];
  await accepted([...firms, enterprise('ENT-5', '360702')], { knownAt: noon('2023-01-02') });
  await accepted([list('HNTE', 1, '2023-01-01', ['ENT-1', 'ENT-2'])], {
    knownAt: noon('2023-01-03'),
  });
  await accepted(LAUNCH, { knownAt: noon('2023-03-01') });
  await accepted(
    [
      filing('BNK_JJB', 'L-1', 'ENT-1', '360402', { outlet: 'O-1' }),
      filing('BNK_JJB', 'L-2', 'ENT-2', '360403', { filedOn: '2024-03-01', amount: '500000.5' }),
      filing('BNK_GZRCB', 'L-1', 'ENT-1', '360702'),
    ],
    { knownAt: noon('2024-03-02') },
  );
  const settle = (amount: string, on: string) =>
    [
      'programmes.SettleFiling',
      { programme: 'KDT', bank: 'BNK_JJB', loan: 'L-1', amount, on },
    ] as const;
  await accepted([settle('500000.00', '2024-04-01')], { knownAt: noon('2024-04-02') });
  await accepted([settle('1500000.00', '2024-06-01')], { knownAt: noon('2024-07-01') });
  await accepted([['regulators.CloseHistory', { reason: 'test' }]]);
  await system.caughtUp('programmes');
});
afterAll(() => system?.stop());

describe('the filed balance', () => {
  const balance = async (on: string, cut?: number, as = regulator) => {
    const { data } = await ask(
      `{ programme(code: "KDT") { filedBalance(on: "${on}") { amount unit } } }`,
      as,
      {},
      cut,
    );
    return data!.programme.filedBalance;
  };

  it('is that of any date', async () => {
    expect(await balance('2024-01-31')).toEqual({ amount: '0.00', unit: 'YUAN' });
    expect((await balance('2024-02-01')).amount).toBe('4000000.00');
    expect((await balance('2024-03-01')).amount).toBe('4500000.50');
    expect((await balance('2024-04-01')).amount).toBe('4000000.50');
    expect((await balance('2024-12-31')).amount).toBe('2500000.50');
  });

  it('as it was known at the cut', async () => {
    expect((await balance('2024-12-31', noon('2024-06-30'))).amount).toBe('4000000.50');
    expect((await balance('2024-12-31', noon('2024-03-01'))).amount).toBe('0.00');
  });

  it('is a total, the same for everybody', async () => {
    for (const as of [jjb, picc, dost]) {
      expect((await balance('2024-04-01', undefined, as)).amount).toBe('4000000.50');
    }
  });
});

describe('filings', () => {
  const ids = (connection: any) => [
    connection.scope,
    connection.totalCount,
    ...connection.nodes.map(({ id }: any) => id),
  ];

  it('stand as they are known, with what stays filed on a day', async () => {
    const { data } =
      await ask(`{ filing(programme: "KDT", bank: "BNK_JJB", loan: "L-1") { id status settledOn outlet
      amount { amount } balance { amount } may: balance(on: "2024-05-01") { amount } reference synthetic
      programme { code rule { maxPerFirm { amount } provisional } } enterprise { id } county { code } loan { id } } }`);
    expect(data!.filing).toMatchObject({
      id: 'BNK_JJB/KDT/L-1',
      status: 'SETTLED',
      settledOn: '2024-06-01',
      outlet: 'O-1',
      amount: { amount: '2000000.00' },
      balance: { amount: '0.00' },
      may: { amount: '1500000.00' },
      synthetic: true,
      programme: { code: 'KDT', rule: { maxPerFirm: { amount: '5000000.00' }, provisional: true } },
      enterprise: { id: 'ENT-1' },
      county: { code: '360402' },
      loan: { id: 'BNK_JJB/L-1' },
    });
    expect(data!.filing.reference[0]).toMatch(/^list HNTE v1 @ regulators\/\d+\/\d+$/);
  });

  it('are listed page by page, all or those of a day', async () => {
    const page = async (args: string) =>
      (
        await ask(
          `{ filings(${args}) { scope totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        )
      ).data!.filings;
    const first = await page('first: 2');
    expect(ids(first)).toEqual(['ALL', 3, 'BNK_GZRCB/KDT/L-1', 'BNK_JJB/KDT/L-1']);
    const { endCursor } = first.pageInfo;
    expect(ids(await page(`first: 2, after: "${endCursor}"`))).toEqual([
      'ALL',
      3,
      'BNK_JJB/KDT/L-2',
    ]);
    expect(ids(await page('on: "2024-06-01"'))).toEqual([
      'ALL',
      2,
      'BNK_GZRCB/KDT/L-1',
      'BNK_JJB/KDT/L-2',
    ]);
    expect(ids(await page('on: "2024-02-15"'))).toEqual([
      'ALL',
      2,
      'BNK_GZRCB/KDT/L-1',
      'BNK_JJB/KDT/L-1',
    ]);
  });

  it('hang at enterprises, regions, institutions and loans, one answer for all references', async () => {
    const answer = await ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Enterprise { filings { scope totalCount nodes { id } } } ... on Region { filings { scope totalCount nodes { id } } }
        ... on Institution { filings { scope totalCount nodes { id } } } ... on Loan { filings { scope totalCount nodes { id } } } } }`,
      dost,
      {
        r: [
          { __typename: 'Enterprise', id: 'ENT-2' },
          { __typename: 'Enterprise', id: 'ENT-1' },
          { __typename: 'Enterprise', id: 'NOBODY' },
          { __typename: 'Region', code: '3604' },
          { __typename: 'Institution', code: 'BNK_GZRCB' },
          { __typename: 'Loan', id: 'BNK_JJB/L-2' },
        ],
      },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data!._entities.map(({ filings }: any) => ids(filings))).toEqual([
      ['ALL', 1, 'BNK_JJB/KDT/L-2'],
      ['ALL', 2, 'BNK_GZRCB/KDT/L-1', 'BNK_JJB/KDT/L-1'],
      ['ALL', 0],
      ['ALL', 2, 'BNK_JJB/KDT/L-1', 'BNK_JJB/KDT/L-2'],
      ['ALL', 1, 'BNK_GZRCB/KDT/L-1'],
      ['ALL', 1, 'BNK_JJB/KDT/L-2'],
    ]);
  });

  it('show a bank its own along an enterprise or region, and say so', async () => {
    const { data } = await ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Enterprise { filings { scope totalCount nodes { id } } } ... on Region { filings { scope totalCount nodes { id } } } } }`,
      gzrcb,
      {
        r: [
          { __typename: 'Enterprise', id: 'ENT-1' },
          { __typename: 'Region', code: '36' },
        ],
      },
    );
    expect(data!._entities.map(({ filings }: any) => ids(filings))).toEqual([
      ['OWN', 1, 'BNK_GZRCB/KDT/L-1'],
      ['OWN', 1, 'BNK_GZRCB/KDT/L-1'],
    ]);
    const mine = await ask(
      '{ programme(code: "KDT") { filings { scope totalCount nodes { id } } } }',
      picc,
    );
    expect(ids(mine.data!.programme.filings)).toEqual(['OWN', 0]);
    const city = await ask('{ filings { scope totalCount nodes { id } } }', ganzhou);
    expect(ids(city.data!.filings)).toEqual(['ALL', 1, 'BNK_GZRCB/KDT/L-1']);
  });

  it.each([
    ['{ filing(programme: "KDT", bank: "BNK_JJB", loan: "L-1") { id } }', {}],
    ['{ filing(programme: "KDT", bank: "BNK_JJB", loan: "NONE") { id } }', {}],
    ['{ filings(bank: "BNK_JJB") { totalCount } }', {}],
    ['{ participations(bank: "BNK_JJB") { totalCount } }', {}],
    ...['Institution', 'Loan', 'Filing'].map((type): [string, object] => [
      `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on ${type} { ${type === 'Institution' ? 'code' : 'id'} } } }`,
      {
        r: [
          {
            __typename: type,
            code: 'BNK_JJB',
            id: type === 'Filing' ? 'BNK_JJB/KDT/L-1' : 'BNK_JJB/L-1',
          },
        ],
      },
    ]),
  ])('%s is forbidden to another bank', async (document, variables) => {
    const answer = await ask(document, gzrcb, variables);
    expect(answer.errors!.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect(JSON.stringify(answer.data)).not.toContain('BNK_JJB');
  });
});

describe('participation', () => {
  it('shows a bank regions and itself', async () => {
    const document = `{ programme(code: "KDT") { participations { scope totalCount nodes { kind participant } } } }`;
    const all = (await ask(document, dost)).data!.programme.participations;
    expect(all).toMatchObject({ scope: 'ALL', totalCount: 5 });
    const own = (await ask(document, gzrcb)).data!.programme.participations;
    expect(own).toEqual({
      scope: 'OWN',
      totalCount: 3,
      nodes: [
        { kind: 'BANK', participant: 'BNK_GZRCB' },
        { kind: 'REGION', participant: '3604' },
        { kind: 'REGION', participant: '360702' },
      ],
    });
  });
});

describe('commands', () => {
  it('a bank files for itself only', async () => {
    const [foreign] = await system.submit([filing('BNK_JJB', 'L-9', 'ENT-1', '360402')], {
      as: gzrcb,
    });
    expect(foreign!.status).toBe('REJECTED');
    expect(codes(foreign!)).toEqual(['FORBIDDEN']);
    const [desk] = await system.submit([filing('BNK_JJB', 'L-9', 'ENT-1', '360402')], { as: dost });
    expect(codes(desk!)).toEqual(['FORBIDDEN']);
    const [bank] = await system.submit([LAUNCH[3]], { as: jjb });
    expect(codes(bank!)).toEqual(['FORBIDDEN']);
  });

  it('a list that was published a moment ago counts', async () => {
    const late = filing('BNK_GZRCB', 'L-5', 'ENT-5', '360702', {
      filedOn: '2025-02-01',
      maturesOn: '2025-12-01',
    });
    const [refused] = await system.submit([late], { as: gzrcb });
    expect(refused!.status).toBe('REFUSED');
    expect(codes(refused!)).toEqual(['NOT_ELIGIBLE']);
    // No pause in between: on a miss the service reads up to the head of the journal before it refuses
    const [published] = await system.submit([list('HNTE', 2, '2025-01-01', ['ENT-5'])], {
      as: dost,
    });
    expect([published!.status, codes(published!)]).toEqual(['ACCEPTED', []]);
    const [outcome] = await system.submit([late], { as: gzrcb });
    expect([outcome!.status, codes(outcome!)]).toEqual(['ACCEPTED', []]);
    await system.caughtUp('programmes');
    const { data } = await ask(
      '{ filing(programme: "KDT", bank: "BNK_GZRCB", loan: "L-5") { reference } }',
      gzrcb,
    );
    expect(data!.filing.reference[0]).toMatch(/^list HNTE v2 /);
  });
});

describe('the read model', () => {
  it.each(['2023-03-01', '2024-04-02', '2024-07-01'])(
    'equals a rebuild stopped on %s',
    async (day) => {
      const lines = await system.replay('programmes', noon(day) + 1_000);
      expect(lines.filter((line) => 'equal' in line && !line.equal)).toEqual([]);
      expect(lines.at(-1)).toMatchObject({ step: 'VERDICT', equal: true });
    },
  );
});
