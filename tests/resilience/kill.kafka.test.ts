import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Principal } from '@qianfan/kit/identity/principal';
import type { Service } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Processes, startProcesses } from '../support/processes.ts';
import { type Command, type Door, httpDoor, untilReceipt } from './kill.doors.ts';
import { kafkaDoor } from './kill.intake.ts';
import { BANKS, newWorld, type World } from './kill.players.ts';
import { expectWhole, rage } from './kill.scenario.ts';

const { jjb, picc, regulator } = demoAccounts;
const INTAKES: readonly (readonly [Service, Principal])[] = [
  ...BANKS.flatMap((bank) => [['banks', bank] as const, ['programmes', bank] as const]),
  ['banks', picc],
  ['regulators', regulator],
];

const drawn = (id: string): Command => ({
  id,
  type: 'banks.DrawLoan',
  body: {
    institution: jjb.institution,
    loan: id,
    enterprise: 'E0001',
    county: '360111',
    guarantee: 'CREDIT',
    amount: '1.00',
    rate: '3.85',
    drawnOn: '2025-03-03',
    maturesOn: '2026-03-03',
  },
});

const balanceOf = (loan: string): string =>
  `{ loan(institution: "${jjb.institution}", id: "${loan}") { balance { amount } } }`;

describe('kill -9, facts over Kafka', () => {
  let processes: Processes;
  let http: Door;
  let intake: Awaited<ReturnType<typeof kafkaDoor>>;
  let world: World;
  beforeAll(async () => {
    processes = await startProcesses({ kafka: true });
    http = httpDoor(processes.system.gatewayUrl, processes.token);
    intake = await kafkaDoor(processes, INTAKES);
    world = newWorld();
  });
  afterAll(async () => {
    await intake?.close();
    await processes?.stop();
  });

  const victims = ['broker', 'banks', 'regulators', 'programmes', 'gateway'] as const;

  test.each([4, 5])('I1 I2 of each service and of the broker in turn, seed %i', async (seed) => {
    const doors = [intake.door, ...Array.from({ length: 9 }, () => http)];
    const receipts = await rage(processes, { doors, world, seed, victims });
    await expectWhole(processes, world, receipts, `k${seed}:`);
  });

  test('I1 while the broker is away commands are accepted and the lag shows; then all goes on', async () => {
    const { system, query } = processes;
    const lag = async (): Promise<number> => {
      const text = await (await fetch(`${system.programs.banks.url}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith('qianfan_lag_facts{'));
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    };
    let written: Promise<unknown> | undefined;
    await processes.without('broker', async () => {
      for (const n of [1, 2, 3]) {
        const receipt = await http(jjb, drawn(`away-${n}`));
        expect(receipt).toMatchObject({ outcome: 'ACCEPTED' });
      }
      await expect.poll(lag, { timeout: 20_000 }).toBe(3);
      // Not shown before all of it can be shown.
      const minCut = new Date().toISOString();
      expect(await query(balanceOf('away-1'), { minCut })).toMatchObject({
        errors: [{ extensions: { code: 'NOT_YET_AVAILABLE' } }],
      });
      written = untilReceipt(intake.door, jjb, drawn('away-4'));
    });
    expect(await written).toMatchObject({ outcome: 'ACCEPTED' });
    await expect.poll(lag, { timeout: 60_000 }).toBe(0);
    for (const n of [1, 2, 3, 4]) {
      const { data } = await query(balanceOf(`away-${n}`), { minCut: new Date().toISOString() });
      expect(data).toEqual({ loan: { balance: { amount: '1.00' } } });
    }
  });
});
