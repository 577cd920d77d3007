import { wholeJournal } from '@qianfan/kit/journal/tables';
import { factOf, GENESIS, hashRow, type JournalRow } from '@qianfan/kit/journal/row';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Fact, SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { partitionOf } from '@qianfan/schema/kernel/partition';
import type pg from 'pg';
import { copyIn } from './copy.ts';
import type { Database } from './figure.ts';

/** A fact before it has a place. */
interface Told {
  service: Service;
  key: string;
  stream: string;
  type: string;
  period: string | null;
  body: object;
}

const BANKS = 50;
const ENTERPRISES = 3_000;
const CELLS = 117;
const BORROWERS = 60;

/** Of 100 facts 95 are of contracts, 2 are returns, 3 of the register. */
export function* factsOf(count: number): Generator<Told> {
  let register = 0;
  let returns = 0;
  for (let n = 0; n < count; n += 1) {
    const kind = n % 100;
    if (kind < 2) yield returnFact(returns++);
    else if (kind < 5) yield registerFact(register++);
    else yield contractFact(n);
  }
}

const bankOf = (n: number): string => `BNK_${n % BANKS}`;
const county = (n: number): string => `3601${String((n % 12) + 2).padStart(2, '0')}`;
const day = (n: number): string =>
  `2024-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;

function registerFact(n: number): Told {
  const id = `E${n % ENTERPRISES}`;
  return {
    service: 'regulators',
    key: id,
    stream: `enterprise:${id}`,
    type: 'regulators.EnterpriseRegistered.v1',
    period: null,
    body: { id, name: { zh: `企业 ${n}`, en: `Firm ${n}` }, county: county(n), stage: 'GROWTH' },
  };
}

function returnFact(n: number): Told {
  const key = bankOf(n);
  const month = Math.floor(n / BANKS);
  const year = 1900 + Math.floor(month / 12);
  const period = `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
  const masks = Array.from({ length: BORROWERS }, (_, i) => 1 << (i % 13));
  return {
    service: 'banks',
    key,
    stream: `return:${period}`,
    type: 'banks.ReturnAccepted.v1',
    period,
    body: {
      form: 'TF01',
      formVersion: 1,
      period,
      revision: 1,
      digest: `sha256:${String(n).padStart(64, '0')}`,
      cells: Array.from({ length: CELLS }, (_, i) => `${n * 7 + i * 1300}.${10 + (i % 90)}`),
      annex: {
        ids: Array.from({ length: BORROWERS }, (_, i) => `E${(n + i * 41) % ENTERPRISES}`),
        masks: [masks, masks, masks],
      },
      changes: [],
      issues: [],
      late: false,
      reference: [],
    },
  };
}

/** A return as a fact of its own. */
export const oneReturn = (): Fact => {
  const row = chained(1).get('banks')![0]!;
  return factOf('banks', row);
};

/** A loan is drawn, repaid three times and classified; every fifth contract is a cover. */
function contractFact(n: number): Told {
  const key = bankOf(Math.floor(n / 3));
  const contract = Math.floor(n / 5);
  const enterprise = `E${contract % ENTERPRISES}`;
  const subject = { enterprise, county: county(contract) };
  if (contract % 5 === 4) {
    const cover = `C${n}`;
    const terms = { product: 'RD_LIABILITY', part: 'I', expiresOn: '2025-06-30' };
    const money = { sumInsured: `${n}.00`, premium: '12.50', inception: day(n) };
    const body = { cover, ...subject, ...terms, ...money };
    const type = 'banks.CoverIssued.v1';
    return { service: 'banks', key, stream: `cover:${cover}`, type, period: null, body };
  }
  const loan = `L${contract}`;
  const terms = { loan, ...subject, guarantee: 'CREDIT', term: 'SHORT' };
  const [type, body] = loanFact(n);
  return {
    service: 'banks',
    key,
    stream: `loan:${loan}`,
    type: `banks.${type}.v1`,
    period: null,
    body: { ...terms, ...body },
  };
}

function loanFact(n: number): [type: string, body: object] {
  const step = n % 5;
  const class_ = { classification: 'NORMAL' };
  if (step === 0) {
    const dates = { drawnOn: day(n), maturesOn: '2025-12-31' };
    return ['LoanDrawn', { amount: `${n + 5000000}.00`, rate: '3.45', ...dates }];
  }
  if (step === 4) {
    const change = { classification: 'SPECIAL_MENTION', previous: 'NORMAL' };
    return ['LoanClassified', { balance: `${n}.00`, on: day(n), ...change }];
  }
  return ['LoanRepaid', { amount: `${n % 9000}.25`, balance: `${n}.75`, on: day(n), ...class_ }];
}

/** Journals with these facts in them, as if they had been decided; a pool of regulators. */
export async function openProvince(database: Database, count: number): Promise<pg.Pool> {
  const pools = new Map<Service, pg.Pool>();
  for (const service of SERVICES) {
    const pool = createPool(database.urls[service], { max: 12 });
    pools.set(service, pool);
    for (const statement of wholeJournal(service)) await pool.query(statement);
  }
  const rows = chained(count);
  for (const service of ['regulators', 'banks'] as const) {
    const pool = pools.get(service)!;
    await copyIn(pool, `${service}.journal`, linesOf(rows.get(service)!));
    await pool.query(
      `update ${service}.heads h set pos = j.pos, hash = j.hash, at = j.known_at
       from (select distinct on (partition) * from ${service}.journal
         order by partition, pos desc) j where j.partition = h.partition`,
    );
    await pool.query(`analyze ${service}.journal`);
  }
  await Promise.all([pools.get('banks')!.end(), pools.get('programmes')!.end()]);
  return pools.get('regulators')!;
}

/** Rows by service, with positions and the hashes of a true journal. */
function chained(count: number): Map<Service, JournalRow[]> {
  const heads = new Map<string, { pos: number; hash: string }>();
  const rows = new Map<Service, JournalRow[]>(SERVICES.map((service) => [service, []]));
  let at = 1_700_000_000_000_000;
  for (const { service, body, ...told } of factsOf(count)) {
    const partition = partitionOf(told.key);
    const id = `${service}/${partition}`;
    const head = heads.get(id) ?? { pos: 0, hash: GENESIS };
    at += 1_000;
    const bare = {
      ...told,
      partition,
      pos: head.pos + 1,
      institution: told.key,
      actor: 'bench',
      receivedAt: at,
      recordedAt: at,
      knownAt: at,
      commandId: `c${at}`,
      ordinal: 0,
      digest: `sha256:${String(at).padStart(64, '0')}`,
      synthetic: true,
      body: JSON.stringify(body),
    };
    const row = { ...bare, hash: hashRow(head.hash, bare) };
    heads.set(id, row);
    rows.get(service)!.push(row);
  }
  return rows;
}

/** COPY's text format, columns in the order of the table; nothing in these facts needs a backslash. */
const linesOf = (rows: readonly JournalRow[]): Buffer =>
  Buffer.from(
    rows
      .map((row) =>
        [
          ...[row.partition, row.pos, row.key, row.stream, row.type, row.institution, row.actor],
          ...[row.period ?? '\\N', row.receivedAt, row.recordedAt, row.knownAt, row.commandId],
          ...[row.ordinal, row.digest, row.synthetic ? 't' : 'f', row.body, row.hash],
        ].join('\t'),
      )
      .join('\n') + '\n',
  );
