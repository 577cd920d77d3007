import { banks } from '@qianfan/banks/banks';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';
import { adoptSeed, enterprise, noon, ORGANISATIONS } from '../support/registers.ts';
import { startServices } from '../support/services.ts';

const { picc } = demoAccounts;

let system: Awaited<ReturnType<typeof startServices>>;

beforeAll(async () => {
  system = await startServices([
    [regulators, regulatorsMigrations],
    [banks, banksMigrations],
    [programmes, programmesMigrations],
  ]);
  await adoptSeed(system.submit);
  await system.submit([...ORGANISATIONS, enterprise('ENT-1', '360402')], {
    knownAt: noon('2023-01-02'),
  });
  await system.submit([['regulators.CloseHistory', { reason: 'test' }]]);
  await system.caughtUp('regulators');
});
afterAll(() => system.stop());

const cover = { institution: 'INS_PICC_JX', cover: 'C-1' };
const most = '999999999999999.99';

const inForce = async (cut: number) => {
  const document = `{ observation(figure: {metric: "INS_COVER_INFORCE", period: "2024-12", basis: CONTRACT}) { status } }`;
  const { data } = await system.query('regulators', document, {}, { cut });
  return data.observation.status as string;
};

it('I3, I5: one cover that 64 bits cannot cancel stops no cut, and no earlier instant is less complete for it', async () => {
  const issued = {
    ...cover,
    enterprise: 'ENT-1',
    county: '360402',
    product: 'P1',
    part: 'I',
    sumInsured: most,
    premium: '1.00',
    inception: '2024-01-01',
    expiresOn: '2025-12-31',
  };
  const endorsed = { ...cover, sumInsuredChange: most, premiumChange: '0.00', on: '2024-06-30' };
  const outcomes = await system.submit(
    [
      ['banks.IssueCover', issued],
      ...Array.from({ length: 93 }, () => ['banks.EndorseCover', endorsed] as const),
    ],
    { as: picc },
  );
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['ACCEPTED']));
  await system.caughtUp('regulators');
  const last = outcomes.at(-1)!;
  const before = 'receipt' in last ? last.receipt.knownAt : 0;
  expect(await inForce(before)).not.toBe('INCOMPLETE');
  const status = await inForce(before);

  const [cancelled] = await system.submit([['banks.CancelCover', { ...cover, on: '2024-12-01' }]], {
    as: picc,
  });
  if (cancelled?.status !== 'ACCEPTED') throw new Error(JSON.stringify(cancelled));
  await system.caughtUp('regulators');
  expect(await inForce(cancelled.receipt.knownAt)).toBe('INCOMPLETE');
  expect(await inForce(before)).toBe(status);
});
