import { banks } from '@qianfan/banks/banks';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';
import { adoptSeed, enterprise, noon, ORGANISATIONS } from '../support/registers.ts';
import { startServices } from '../support/services.ts';

let system: Awaited<ReturnType<typeof startServices>>;

const BANK = { institution: 'BNK_JJB' };
const loan = (
  id: string,
  firm: string,
  amount: string,
  drawnOn: string,
  maturesOn: string,
  guarantee: string,
) =>
  [
    'banks.DrawLoan',
    {
      ...BANK,
      loan: id,
      enterprise: firm,
      county: '360402',
      guarantee,
      amount,
      rate: '4.35',
      drawnOn,
      maturesOn,
    },
  ] as const;
const line = (id: string, firm: string, expiresOn: string) =>
  [
    'banks.GrantCreditLine',
    { ...BANK, line: id, enterprise: firm, limit: '70.00', grantedOn: '2024-01-05', expiresOn },
  ] as const;
const cover = (id: string, firm: string, expiresOn: string, sumInsured: string) =>
  [
    'banks.IssueCover',
    {
      institution: 'INS_PICC_JX',
      cover: id,
      enterprise: firm,
      county: '360702',
      product: 'CYBER',
      part: 'I',
      sumInsured,
      premium: '1.00',
      inception: '2024-01-05',
      expiresOn,
    },
  ] as const;

/** Metrics that contracts could tell, and that no definition lets them tell yet. */
const FROM_CONTRACTS = ['LN_DISB_BRW', 'LN_BAL_MLT', 'LN_BAL_UNSEC'].map((code) => {
  const { version, ...latest } = METRIC_DEFINITIONS.findLast((it) => it.code === code)!;
  return [
    'regulators.DefineMetric',
    { ...latest, version: version + 1, bases: ['RETURN', 'CONTRACT'], effectiveFrom: '2023-02' },
  ] as const;
});

beforeAll(async () => {
  system = await startServices([
    [regulators, regulatorsMigrations],
    [banks, banksMigrations],
    [programmes, programmesMigrations],
  ]);
  const accepted = async (commands: Parameters<typeof system.submit>[0], day: string) => {
    const outcomes = await system.submit(commands, { knownAt: noon(day) });
    expect(outcomes.map((it) => ('issues' in it ? it.issues : []))).toEqual(outcomes.map(() => []));
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'ACCEPTED'));
  };
  expect(new Set(await adoptSeed(system.submit))).toEqual(new Set(['ACCEPTED']));
  await accepted(ORGANISATIONS, '2023-01-02');
  await accepted(FROM_CONTRACTS, '2023-01-03');
  await accepted(
    [enterprise('E1', '360402'), enterprise('E2', '360402'), enterprise('E3', '360702')],
    '2023-01-04',
  );
  await accepted(
    [
      loan('L1', 'E1', '100.00', '2024-03-01', '2024-12-01', 'CREDIT'),
      ['banks.RepayLoan', { ...BANK, loan: 'L1', amount: '100.00', on: '2024-06-01' }],
      loan('L2', 'E2', '40.00', '2024-05-01', '2027-05-01', 'MORTGAGE'),
      loan('L3', 'E2', '7.00', '2024-07-01', '2025-06-01', 'CREDIT'),
      loan('L4', 'E3', '900.00', '2023-05-01', '2026-05-01', 'MORTGAGE'),
      line('C1', 'E1', '2024-12-31'),
      line('C2', 'E2', '2025-01-01'),
      cover('P1', 'E1', '2024-12-31', '300.00'),
      cover('P2', 'E2', '2025-01-01', '20.00'),
    ],
    '2025-01-10',
  );
  await system.submit([['regulators.CloseHistory', { reason: 'test' }]]);
  await system.caughtUp('regulators');
});
afterAll(() => system?.stop());

test.each([
  // Whoever drew in the year counts, also who has paid all of it back; who drew before does not.
  ['LN_DISB_BRW', '2024', '2'],
  ['LN_DISB_BRW', '2024-05', '1'],
  ['LN_DISB_BRW', '2024-06', '0'],
  ['LN_DISB_BRW', '2023', '1'],
  ['LN_BRW', '2024-12', '2'],
  ['LN_DISB', '2024', '147.00'],
  // Original maturity over twelve months, and nothing but credit: parts of the metrics' meaning.
  ['LN_BAL', '2024-12', '947.00'],
  ['LN_BAL_MLT', '2024-12', '940.00'],
  ['LN_BAL_UNSEC', '2024-12', '7.00'],
  ['LN_BAL_UNSEC', '2024-05', '100.00'],
  // On its last day a line, or a cover, is in force no more.
  ['LN_LIMIT', '2024-12', '70.00'],
  ['LN_LIMIT', '2024-11', '140.00'],
  ['LN_LIMIT', '2025-01', '0.00'],
  ['LN_LIMIT_BRW', '2024-12', '1'],
  ['LN_LIMIT_BRW_CUM', '2024-12', '2'],
  ['INS_COVER_INFORCE', '2024-Q4', '20.00'],
  ['INS_COVER_INFORCE', '2024-Q3', '320.00'],
  ['INS_COVER_WRITTEN', '2024-Q1', '320.00'],
  ['INS_COVER_WRITTEN', '2024-Q4', '0.00'],
])('%s of %s is %s, counted by hand from the contracts', async (metric, period, value) => {
  const figure = `{metric: "${metric}", period: "${period}", basis: CONTRACT}`;
  const { data, errors } = await system.query(
    'regulators',
    `{ observation(figure: ${figure}) { status value } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.observation).toEqual({ status: 'REPORTED', value });
});
