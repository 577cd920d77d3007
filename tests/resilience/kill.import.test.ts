import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCommands } from '@qianfan/demo/history';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supervise, type Supervisor } from '../support/processes.ts';
import { startSystem } from '../support/system.ts';
import { expectChained, journalOf } from './kill.checks.ts';

const MAIN = 'infra/launch/dist/main.js';
const PLAYING = '装入演示数据';
const UP = '条命令已受理';

let state: string;
const left: Supervisor[] = [];
beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'qianfan-import-'));
  chmodSync(state, 0o755); // as root, Postgres runs as another user
});
afterAll(async () => {
  for (const { pid, exited, offspring } of left) {
    for (const one of offspring()) end(one);
    end(pid);
    await exited;
  }
  rmSync(state, { recursive: true, force: true });
});

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone by itself
  }
}

function start(): Supervisor {
  const supervisor = supervise(process.execPath, [
    MAIN,
    ...['--demo=small', '--port', '0', '--state', state],
  ]);
  left.push(supervisor);
  return supervisor;
}

/** The database of the running system. */
async function withDatabase<Result>(use: (db: Pool) => Promise<Result>): Promise<Result> {
  const postgres = join(state, 'postgres');
  const password = readFileSync(join(postgres, 'qianfan.password'), 'utf8').trim();
  const port = readFileSync(join(postgres, 'postmaster.pid'), 'utf8').split('\n')[3];
  const db = createPool(`postgres://postgres:${password}@127.0.0.1:${port}/qianfan`, { max: 2 });
  return use(db).finally(() => db.end());
}

/** Resolves once so many facts were imported. */
const imported = (facts: number): Promise<void> =>
  withDatabase(async (db) => {
    const heads = SERVICES.map((service) => `select pos from ${service}.heads`).join(' union all ');
    const count = `select sum(pos)::int8 as facts from (${heads}) heads`;
    while ((await db.query(count)).rows[0].facts < facts);
  });

/** What was imported, by partition; receipts' hashes leave out nothing but the moment of recording. */
async function historyOf(db: Pool, service: Service) {
  const journal = await journalOf(db, service);
  await expectChained(db, service, journal);
  return journal.map((rows) => rows.map(({ recordedAt: _, hash: __, ...fact }) => fact));
}

const histories = async (db: Pool) =>
  Object.fromEntries(
    await Promise.all(SERVICES.map(async (service) => [service, await historyOf(db, service)])),
  ) as Record<Service, Awaited<ReturnType<typeof historyOf>>>;

test('I1 an import that is killed again and again ends as one that nobody disturbed', async () => {
  const undisturbed = await startSystem();
  const db = createPool(undisturbed.database.adminUrl);
  const expected = await histories(db);
  await db.end();
  await undisturbed.stop();
  const facts = Object.values(expected).flat(2);
  const total = facts.length;
  // Further facts of a command are known a microsecond later each.
  const first = facts.filter(({ ordinal }) => ordinal === 0);
  const known = new Map(first.map(({ commandId, knownAt }) => [commandId, knownAt]));
  for (const { id, knownAt } of demoCommands()) expect(known.get(id), id).toBe(knownAt);

  for (const share of [0.2, 0.55]) {
    const supervisor = start();
    await supervisor.said(PLAYING);
    await imported(share * total);
    process.kill(supervisor.pid, 'SIGKILL');
    expect(await supervisor.exited).toBe('SIGKILL');
    expect(supervisor.output()).not.toContain(UP);
    await expect.poll(supervisor.offspring, { timeout: 20_000 }).toEqual([]);
  }

  const supervisor = start();
  await supervisor.said(PLAYING);
  await imported(0.7 * total);
  for (const pid of supervisor.offspring()) {
    if (/services.banks|services.programmes/.test(commandOf(pid))) end(pid);
  }
  await supervisor.said(UP);
  expect(await withDatabase(histories)).toEqual(expected);
  process.kill(supervisor.pid, 'SIGTERM');
  expect(await supervisor.exited).toBe(0);
  expect(supervisor.offspring()).toEqual([]);
});

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};
