import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { banks } from '@qianfan/banks/banks';
import { type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { migrate, openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Running, runService } from '@qianfan/kit/run';
import { testDatabase } from '@qianfan/kit/testing/database';
import { regulators } from '@qianfan/regulators/regulators';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Outcome, Receipt } from '@qianfan/schema/kernel/receipt';
import { consistentReturn, type MadeUpBorrower } from '@qianfan/schema/returns/consistent';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';

export const HOUR = 3_600_000_000;
/** 2025-01-10T12:00:00+08:00, in microseconds. */
export const START = 1_736_481_600_000_000;

type Migrations = Parameters<typeof runService>[2];

const MIGRATIONS: Record<Service, Migrations> = {
  regulators: regulatorsMigrations,
  banks: banksMigrations,
  programmes: programmesMigrations,
};

/** The two services of a bank's story over a database of their own, with a register and an open period. */
export async function startBanks() {
  const state = await mkdtemp(join(tmpdir(), 'qianfan-banks-'));
  const database = await testDatabase();
  const issuer = await openIssuer(state);
  const config = (service: 'regulators' | 'banks') => ({
    databaseUrl: database.urls[service],
    kafkaBrokers: undefined,
    host: '127.0.0.1',
    port: 0,
    jwks: issuer.jwks,
    issuer: issuer.issuer,
    logLevel: 'fatal',
  });
  // Each service reads journals of the others from its start on.
  for (const [service, migrations] of Object.entries(MIGRATIONS) as [Service, Migrations][]) {
    await migrated(service, database.urls[service], migrations);
  }
  const registry = await runService(regulators, config('regulators'), regulatorsMigrations);
  const service = await runService(banks, config('banks'), banksMigrations);

  /** As the importer, known at an hour after the start; receipts only. */
  async function imported(running: Running, type: string, body: object, hours = 0) {
    const at = START + hours * HOUR;
    const [outcome] = await running.writer.submit(
      demoAccounts.importer,
      [{ id: nextId(), type, body, knownAt: at, receivedAt: at }],
      'test',
    );
    return receiptOf(outcome!);
  }

  /** As `Min-Cut`: a query sees what was submitted before it. */
  let seen: number | undefined;

  async function submit(type: string, body: object, as: DemoAccount = 'jjb', id = nextId()) {
    const [outcome] = await service.writer.submit(demoAccounts[as], [{ id, type, body }], 'test');
    if (outcome!.status !== 'REJECTED') seen = Math.max(seen ?? 0, outcome!.receipt.knownAt);
    return outcome!;
  }

  async function query(
    document: string,
    variables: object = {},
    { as = 'jjb', cut = seen }: { as?: DemoAccount | Principal; cut?: number } = {},
  ) {
    const principal = typeof as === 'string' ? demoAccounts[as] : as;
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await issuer.mintToken(principal)}`,
        ...(cut === undefined ? {} : { 'x-qianfan-cut': String(cut) }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return (await response.json()) as { data: any; errors?: { extensions: { code: string } }[] };
  }

  await register(imported, registry);
  return {
    database,
    imported: (type: string, body: object, hours?: number) => imported(service, type, body, hours),
    goLive: async () => {
      await imported(registry, 'regulators.CloseHistory', { reason: '演示' }, 9_000);
      while (!(await isReadable(service.url))) await pause();
    },
    submit,
    query,
    stop: async () => {
      await service.stop();
      await registry.stop();
      await database.drop();
      await rm(state, { recursive: true });
    },
  };
}

async function migrated(service: Service, url: string, migrations: Migrations): Promise<void> {
  const orm = await openOrm({ url, service, entities: [], migrations });
  const db = createPool(url, { max: 1 });
  await migrate(orm, db, service);
  await orm.close(true);
  await db.end();
}

async function isReadable(url: string): Promise<boolean> {
  const { cut } = (await (await fetch(`${url}/cut`)).json()) as { cut: number | null };
  return cut !== null;
}

let ids = 0;
export const nextId = (): string => `cmd-${(ids += 1)}`;

const pause = () => new Promise((done) => setTimeout(done, 20));

/** The receipt of an outcome that has one. */
export function receiptOf(outcome: Outcome): Receipt {
  if (outcome.status === 'REJECTED') throw new Error(JSON.stringify(outcome.issues));
  return outcome.receipt;
}

async function register(
  imported: (running: Running, type: string, body: object, hours?: number) => Promise<Receipt>,
  registry: Running,
): Promise<void> {
  const make = async (type: string, body: object, hours = -24 * 400) => {
    const receipt = await imported(registry, `regulators.${type}`, body, hours);
    if (receipt.outcome !== 'ACCEPTED') throw new Error(JSON.stringify(receipt.issues));
  };
  const metrics = new Set(TF01.columns.map(({ metric }) => metric));
  for (const metric of METRIC_DEFINITIONS) {
    if (metrics.has(metric.code)) await make('DefineMetric', metric, -24 * 401);
  }
  await make('DefineReturn', TF01);
  for (const [code, kind] of [
    ['BNK_JJB', 'BANK'],
    ['BNK_GZRCB', 'BANK'],
    ['INS_PICC_JX', 'INSURER'],
  ]) {
    const obligations = kind === 'BANK' ? [{ form: 'TF01', from: '2023-01' }] : [];
    await make('RegisterOrganisation', {
      code,
      kind,
      name: { zh: code, en: code },
      area: '36',
      obligations,
    });
  }
  for (let n = 1; n <= 6; n += 1) {
    await make('RegisterEnterprise', { id: `ENT-${n}`, name: null, county: '360402' });
  }
  for (const period of ['2024-11', '2024-12']) {
    await make('OpenPeriod', {
      form: 'TF01',
      period,
      deadline: '2025-01-13T16:00:00+08:00',
      release: '2025-01-20T10:00:00+08:00',
    });
  }
}

const borrower = (enterprise: string, balance: bigint): MadeUpBorrower => ({
  enterprise,
  rows: ['1.1.1', '1.2.4'],
  balance,
  drawn: 50_000n,
  rate: 350,
  shares: [40, 30, 2, 0],
});

/** A return of 2024-12 that keeps the rules; `wan` = balance of its first borrower in 万元. */
export const returned = (
  revision: number,
  wan: number,
  institution = 'BNK_JJB',
  period = '2024-12',
): SubmitReturn =>
  consistentReturn(TF01, { institution, period, revision }, [
    borrower('ENT-1', BigInt(wan) * 100n),
    borrower('ENT-2', 70_000n),
  ]);
