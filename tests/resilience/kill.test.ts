import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Processes, startProcesses } from '../support/processes.ts';
import { rounds } from '../support/rounds.ts';
import { type Door, httpDoor, untilReceipt } from './kill.doors.ts';
import { BANKS, newWorld, type World } from './kill.players.ts';
import { expectWhole, rage } from './kill.scenario.ts';

describe('kill -9, direct transport', () => {
  let processes: Processes;
  let door: Door;
  let world: World;
  beforeAll(async () => {
    processes = await startProcesses();
    door = httpDoor(processes.system.gatewayUrl, processes.token);
    world = newWorld();
  });
  afterAll(() => processes?.stop());

  const seeds = [1, 2, 3].slice(0, rounds(3));
  const victims = ['banks', 'regulators', 'programmes', 'gateway', 'postgres', 'banks'] as const;

  test.each(seeds)('I1 I2 of each service and of Postgres in turn, seed %i', async (seed) => {
    const receipts = await rage(processes, { doors: [door], world, seed, victims });
    await expectWhole(processes, world, receipts, `k${seed}:`);
  });

  test('I1 while Postgres is away everybody says so; on return everything goes on', async () => {
    const { system, db, query } = processes;
    const authorization = `Bearer ${await processes.token(demoAccounts.auditor)}`;
    const institutions = '{ institutions(first: 1) { nodes { code } } }';
    const pids = () => Object.values(system.programs).map(({ pid }) => pid());
    const before = pids();

    const body = { institution: 'BNK_JJB', loan: 'away', enterprise: 'E0001', county: '360111' };
    const terms = { guarantee: 'CREDIT', amount: '1.00', rate: '3.85' };
    const days = { drawnOn: '2025-03-03', maturesOn: '2026-03-03' };
    const id = 'away:1';
    const command = { id, type: 'banks.DrawLoan', body: { ...body, ...terms, ...days } };
    let waiting: Promise<unknown> | undefined;
    await processes.without('postgres', async () => {
      const extensions = { code: 'UNAVAILABLE', service: 'regulators' };
      const unavailable = { status: 503, errors: [{ extensions }] };
      await expect.poll(() => query(institutions)).toMatchObject(unavailable);
      const { url: regulators } = system.programs.regulators;
      expect(await query(institutions, { url: regulators })).toMatchObject(unavailable);
      expect(await door(BANKS[1]!, command)).toBeUndefined();
      for (const service of SERVICES) {
        const { url } = system.programs[service];
        expect((await fetch(`${url}/readyz`)).status).toBe(503);
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        const heads = await fetch(`${url}/audit/heads`, { headers: { authorization } });
        expect([heads.status, await heads.json()]).toMatchObject([
          503,
          { error: { code: 'UNAVAILABLE' } },
        ]);
      }
      waiting = untilReceipt(door, BANKS[1]!, command);
    });
    expect(await waiting).toMatchObject({ outcome: 'ACCEPTED' });
    await processes.ready();
    expect(await query(institutions)).toMatchObject({ status: 200, data: { institutions: {} } });
    expect(pids()).toEqual(before);
    const { rows } = await db.query('select 1 from banks.journal where command_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });
});
