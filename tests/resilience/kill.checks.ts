import type { ReplayLine } from '@qianfan/schema/audit/replay';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { readHeads, readRows } from '@qianfan/kit/journal/read';
import { GENESIS, hashRow, type JournalRow } from '@qianfan/kit/journal/row';
import { PARTITIONS, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import { parseYuan } from '@qianfan/schema/kernel/money';
import { OPEN } from '@qianfan/kit/projections/entity';
import type pg from 'pg';
import { expect } from 'vitest';
import type { Processes } from '../support/processes.ts';
import type { Kept } from './kill.doors.ts';
import { BANKS, MONTH, type World } from './kill.players.ts';

/** A whole journal, in order, by partition. */
export async function journalOf(db: pg.Pool, service: Service): Promise<JournalRow[][]> {
  const partitions: JournalRow[][] = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const rows: JournalRow[] = [];
    for (;;) {
      const page = await readRows(db, service, partition, rows.length, 2_000);
      if (page.length === 0) break;
      rows.push(...page);
    }
    partitions.push(rows);
  }
  return partitions;
}

/** I1: positions are dense, hashes chain from the first fact, heads tell the last. */
export async function expectChained(db: pg.Pool, service: Service, journal: JournalRow[][]) {
  const heads = await readHeads(db, service);
  for (const [partition, rows] of journal.entries()) {
    let hash = GENESIS;
    let at = 0;
    for (const [n, row] of rows.entries()) {
      expect(row.pos, `${service}/${partition}`).toBe(n + 1);
      expect(row.knownAt, `${service}/${partition}/${row.pos}`).toBeGreaterThan(at);
      const { hash: stored, ...bare } = row;
      hash = hashRow(hash, bare);
      expect(stored, `${service}/${partition}/${row.pos}`).toBe(hash);
      at = row.knownAt;
    }
    expect(heads[partition]).toMatchObject({ pos: rows.length, hash });
  }
}

/** By `<institution> <command id>`. */
export type Receipts = Map<string, Kept>;

/** I1: every receipt is in the journal once, where it says; and no command of the clients is there that has none. */
export function expectReceipts(
  receipts: Receipts,
  journals: Map<Service, JournalRow[][]>,
  prefix: string,
) {
  const found: Receipts = new Map();
  for (const [service, journal] of journals) {
    for (const row of journal.flat()) {
      if (row.ordinal !== 0 || !row.commandId.startsWith(prefix)) continue;
      const name = `${row.institution} ${row.commandId}`;
      expect(found.has(name), `${name} twice`).toBe(false);
      found.set(name, {
        position: `${service}/${row.partition}/${row.pos}`,
        hash: row.hash,
        digest: row.digest,
        type: row.type,
        outcome: row.type.includes('Refused') ? 'REFUSED' : 'ACCEPTED',
      });
    }
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(receipts));
}

/** I2: what is served equals a rebuild from position 1, decision states equal the fold, and nothing is set aside. */
export async function expectReplayed({ system, db, token }: Processes, service: Service) {
  const { url } = system.programs[service];
  const schema = await readSchemaOf(db, service);
  const { rows: parked } = await db.query(`select * from ${schema}.parked`);
  expect(parked).toEqual([]);
  const { cut } = (await (await fetch(`${url}/cut`)).json()) as { cut: number };
  const answer = await fetch(`${system.gatewayUrl}/audit/${service}/replay`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await token(demoAccounts.auditor)}`,
    },
    body: JSON.stringify({ until: formatInstant(cut) }),
  });
  const lines = (await answer.text()).split('\n').filter(Boolean);
  const differing = lines
    .map((line) => JSON.parse(line) as ReplayLine)
    .filter((line) => line.step !== 'REBUILD' && !line.equal);
  expect(differing).toEqual([]);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ step: 'VERDICT', service, equal: true });
}

export async function readSchemaOf(db: pg.Pool, service: Service): Promise<string> {
  const { rows } = await db.query<{ value: string }>(
    `select value from ${service}.settings where name = 'read_version'`,
  );
  return `${service}_read_${rows[0]!.value}`;
}

/** Resolves once every read model has every fact. */
export async function caughtUp(db: pg.Pool): Promise<void> {
  const behind = async (service: Service) => {
    const { rows } = await db.query<{ source: Service; partition: number; pos: number }>(
      `select source, partition, pos from ${await readSchemaOf(db, service)}.cursors`,
    );
    const heads = new Map<string, number>();
    for (const source of SERVICES) {
      for (const { partition, pos } of await readHeads(db, source))
        heads.set(`${source}/${partition}`, pos);
    }
    return rows.filter(({ source, partition, pos }) => pos !== heads.get(`${source}/${partition}`));
  };
  for (const service of SERVICES) {
    await expect.poll(() => behind(service), { timeout: 60_000, interval: 100 }).toEqual([]);
  }
}

/** Every balance that is served is what the accepted commands add up to. */
export async function expectBalances(processes: Processes, world: World): Promise<void> {
  const { db } = processes;
  const fens = async (service: Service, statement: string) => {
    const { rows } = await db.query<{ id: string; amount: string }>(
      statement.replace('%', await readSchemaOf(db, service)),
    );
    return Object.fromEntries(rows.map(({ id, amount }) => [id, parseYuan(amount)]));
  };
  const open = `known_to = ${OPEN}`;
  const loans = `select institution || '/' || loan as id, balance as amount from %.loan where ${open} and loan ~ '^K'`;
  expect(await fens('banks', loans)).toEqual(Object.fromEntries(world.loans));
  const covers = `select institution || '/' || cover as id, sum_insured as amount from %.cover where ${open} and cover ~ '^K'`;
  expect(await fens('banks', covers)).toEqual(Object.fromEntries(world.covers));
  const filings = `select bank || '/' || loan as id, (balance / 100.0)::numeric(20, 2)::text as amount
    from %.filing_record where ${open} and loan ~ '^K'`;
  expect(await fens('programmes', filings)).toEqual(Object.fromEntries(world.filings));
  for (const { institution } of BANKS) await expectFigures(processes, world, institution);
}

/** The same at the other end, where regulators add up what other services' facts say. */
async function expectFigures({ query }: Processes, world: World, bank: string): Promise<void> {
  const figures = [
    [world.loans, `LN_BAL._T.${bank}.36._T._T._T._T._T.REG_NFRA_JX.CONTRACT.M:LEVEL:${MONTH}`],
    [world.filings, `KDT_FILED_BAL._T.${bank}.36._T._T._T._T.KDT.PRG_DOST.EVENT.M:LEVEL:${MONTH}`],
  ] as const;
  for (const [contracts, id] of figures) {
    const valueAt = async (at?: Instant) => {
      const asOf = at === undefined ? {} : { asOf: formatInstant(at) };
      const answer = await query(`{ figure(id: "${id}") { status value } }`, asOf);
      const { status, value } = answer.data!['figure'];
      // Of a bank that had not filed anything yet.
      return status === 'MISSING' ? 0n : parseYuan(value)!;
    };
    const sum = [...contracts]
      .filter(([contract]) => contract.startsWith(bank))
      .reduce((total, [, amount]) => total + amount, 0n);
    expect((await valueAt()) - (await valueAt(world.since)), id).toBe(sum);
  }
}
