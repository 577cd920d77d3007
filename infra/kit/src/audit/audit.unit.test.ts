import { MikroORM } from '@mikro-orm/postgresql';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_REFERENCE } from '../commands/reference.ts';
import { createWriter } from '../commands/writer.ts';
import type { Principal } from '../identity/principal.ts';
import type { Verify } from '../identity/verify.ts';
import { wholeJournal } from '../journal/tables.ts';
import { createPool } from '../postgres/pool.ts';
import { entitiesOf } from '../projections/entity.ts';
import { projectionOf } from '../projections/of-slices.ts';
import type { Reduction } from '../projections/projection.ts';
import { rebuild } from '../projections/rebuild.ts';
import { hundredths, long, table, text } from '../projections/table.ts';
import { readTables } from '../projections/tables.ts';
import { requestRefusal } from '../subgraph/errors.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { claimReplay } from './replay.ts';
import { auditRoutes } from './routes.ts';

interface Deposit {
  account: string;
  amount: number;
}

/** Accounts with deposits: the smallest service that has decisions, a state and a versioned table. */
const deposit: CommandType<Deposit> = {
  type: 'banks.Deposit',
  schema: Type.Object({ account: Type.String(), amount: Type.Integer() }),
  roles: ['IMPORTER'],
  over: 'OWN',
  actsFor: () => undefined,
  key: ({ account }) => account,
  streams: ({ account }) => [`account:${account}`],
  decide: ({ body }) => ({
    facts: [{ stream: `account:${body.account}`, type: 'banks.Deposited.v1', body }],
  }),
};

const account: StreamType<{ balance: number }> = {
  prefix: 'account',
  on: {
    'banks.Deposited.v1': (state, { body }: Fact<Deposit>) => ({
      balance: (state?.balance ?? 0) + body.amount,
    }),
  },
};

const balances = table('Balance', {
  mode: 'VERSIONED',
  identity: { account: text },
  columns: { balance: long, cells: hundredths },
});

const deposited: Reduction<Deposit> = {
  touches: ({ key }) => [[balances, [key]]],
  reduce: ({ key, body }, current) => {
    const before = current(balances, [key])?.balance ?? 0;
    const cells = [BigInt(body.amount), null];
    return [balances.row({ account: key, balance: Number(before) + body.amount, cells })];
  },
};

const projection = projectionOf('banks', [
  {
    name: 'accounts',
    version: '1',
    tables: [balances],
    reducers: { 'banks.Deposited.v1': deposited },
  },
]);

const principal = (role: Principal['role'], jurisdiction = '36'): Principal => ({
  role,
  institution: 'REG_NFRA_JX',
  jurisdiction,
  actor: 'test',
  synthetic: true,
});

const PRINCIPALS: Record<string, Principal> = {
  'Bearer a': principal('AUDITOR'),
  'Bearer b': principal('BANK'),
  'Bearer r': principal('REGULATOR'),
  'Bearer city': principal('REGULATOR', '3607'),
};
const verify: Verify = async (authorization = '') => {
  const known = PRINCIPALS[authorization];
  if (!known) throw requestRefusal('UNAUTHENTICATED');
  return known;
};

const lines = (text: string): any[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A second after the last of the facts. */
const END = 301_000_000;

describe('the endpoint of the auditor', () => {
  let database: TestDatabase;
  let db: Pool;
  let orm: MikroORM;
  let app: FastifyInstance;
  let until: number;
  const errors: unknown[] = [];
  const auditor = { authorization: 'Bearer a' };
  const live = 'banks_read_1';

  beforeAll(async () => {
    database = await testDatabase();
    db = createPool(database.urls.banks);
    for (const statement of wholeJournal('banks')) await db.query(statement);
    orm = await MikroORM.init({ clientUrl: database.urls.banks, entities: entitiesOf(projection) });
    const writer = createWriter({
      db,
      service: 'banks',
      commands: [deposit],
      streams: [account],
      reference: NO_REFERENCE,
      now: () => Date.now() * 1000,
      onError: (error) => errors.push(error),
    });
    const requests = Array.from({ length: 300 }, (_, n) => ({
      id: `d${n}`,
      type: 'banks.Deposit',
      body: { account: `A${n % 40}`, amount: n },
      knownAt: 1_000_000 * (n + 1),
    }));
    const outcomes = await writer.submit(principal('IMPORTER'), requests, 'test');
    expect(outcomes.every(({ status }) => status === 'ACCEPTED')).toBe(true);
    await writer.stop();
    const tables = readTables(orm, projection);
    const options = { db, orm, projection, tables };
    await rebuild({ ...options, schema: live });
    until = 200_000_000;

    app = Fastify();
    auditRoutes(app, {
      service: 'banks',
      pool: db,
      verify,
      streams: [account],
      readModel: () => live,
      readable: () => Promise.resolve(END),
      rebuild: (request) => rebuild({ ...options, ...request }),
      onError: (error) => errors.push(error),
    });
    await app.ready();
  });

  afterAll(async () => {
    await app.close();
    await orm.close();
    await db.end();
    await database.drop();
    expect(errors).toEqual([]);
  });

  const replayed = async (at: number) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/audit/replay',
      headers: auditor,
      payload: { until: formatInstant(at) },
    });
    return { status: answer.statusCode, lines: lines(answer.body) };
  };

  it('is for auditors and regulators', async () => {
    const status = async (url: string, authorization?: string) =>
      (await app.inject({ url, headers: authorization ? { authorization } : {} })).statusCode;
    for (const path of ['heads', 'cursors', 'facts?partition=0']) {
      expect(await status(`/audit/${path}`)).toBe(401);
      expect(await status(`/audit/${path}`, 'Bearer b')).toBe(403);
      // a journal holds all of the province, a chain cannot be read in parts
      expect(await status(`/audit/${path}`, 'Bearer city')).toBe(403);
      expect(await status(`/audit/${path}`, 'Bearer a')).toBe(200);
      expect(await status(`/audit/${path}`, 'Bearer r')).toBe(200);
    }
    const denied = await app.inject({ method: 'POST', url: '/audit/replay' });
    expect(denied.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });

  it.each(['', '?partition=12', '?partition=x', '?partition=-1', '?partition=0&after=1e3'])(
    'refuses facts%s',
    async (query) => {
      const answer = await app.inject({ url: `/audit/facts${query}`, headers: auditor });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: { code: 'BAD_USER_INPUT' } });
    },
  );

  it('streams whole rows of every partition, from any position, up to the head', async () => {
    const heads = (await app.inject({ url: '/audit/heads', headers: auditor })).json().heads;
    expect(heads).toHaveLength(12);
    let total = 0;
    for (const { partition, pos, hash } of heads) {
      const url = `/audit/facts?partition=${partition}`;
      const { body } = await app.inject({ url, headers: auditor });
      if (pos === 0) {
        expect(body).toBe('');
        continue;
      }
      const rows = lines(body);
      total += rows.length;
      expect(rows.map((row) => row.pos)).toEqual(Array.from({ length: pos }, (_, n) => n + 1));
      expect(rows.at(-1)).toMatchObject({ partition, hash, synthetic: true });
      expect(typeof rows[0].body).toBe('string');
      const some = await app.inject({ url: `${url}&after=1&limit=2`, headers: auditor });
      expect(lines(some.body)).toEqual(rows.slice(1, 3));
    }
    expect(total).toBe(300);
  });

  it('pages by bytes, too', async () => {
    const { rows } = await db.query(
      `select partition, pos from banks.heads order by pos desc limit 1`,
    );
    const big = 'x'.repeat(3_000_000);
    const { partition, pos } = rows[0];
    const original = await db.query(
      'select pos, body from banks.journal where partition = $1 order by pos',
      [partition],
    );
    await db.query('update banks.journal set body = $2 where partition = $1', [partition, big]);
    const url = `/audit/facts?partition=${partition}&limit=5`;
    const answer = await app.inject({ url, headers: auditor });
    expect(lines(answer.body).map((row) => row.body.length)).toEqual(Array(5).fill(3_000_000));
    expect(pos).toBeGreaterThan(5);
    for (const row of original.rows) {
      await db.query('update banks.journal set body = $3 where partition = $1 and pos = $2', [
        partition,
        row.pos,
        row.body,
      ]);
    }
  });

  it('tells where readers stand', async () => {
    const { cursors } = (await app.inject({ url: '/audit/cursors', headers: auditor })).json();
    const { heads } = (await app.inject({ url: '/audit/heads', headers: auditor })).json();
    expect(cursors).toHaveLength(12);
    for (const { partition, pos, hash } of heads) {
      expect(cursors[partition]).toMatchObject({ reader: live, source: 'banks', pos, hash });
    }
    await db.query('update banks.relay set pos = 3 where partition = 5');
    const again = (await app.inject({ url: '/audit/cursors', headers: auditor })).json();
    const relay = { reader: 'banks_relay', source: 'banks', partition: 5, pos: 3, hash: null };
    expect(again.cursors).toEqual([...cursors, relay]);
  });

  describe('replay', () => {
    beforeEach(async () => {
      await db.query('create schema banks_replay_dead create table t (a int)');
    });

    const verdictOf = async (at = until) => {
      const answer = await replayed(at);
      const left = await db.query(`select from pg_namespace where nspname like 'banks_replay%'`);
      expect(left.rowCount).toBe(0);
      return answer.lines;
    };

    it('I2 I3 equals the live read model at the end and at any instant before', async () => {
      for (const at of [0, 1_000_000, until, END]) {
        const all = await verdictOf(at);
        expect(all.at(-1)).toMatchObject({ step: 'VERDICT', equal: true, readModel: live });
        const table = all.find(({ step }) => step === 'TABLE');
        expect(table).toMatchObject({ table: 'balance', equal: true, differences: [] });
        expect(table.live).toEqual(table.replay);
        expect(table.live.rows).toBe(Math.min(40, Math.floor(at / 1_000_000)));
        expect(all).toContainEqual(
          expect.objectContaining({ step: 'STATES', streams: 40, equal: true }),
        );
      }
    });

    it.each([
      ['a changed value', 'balance = balance + 1', 'pos = 2'],
      ['a changed end', 'known_to = known_to - 1', 'known_to < 100000000'],
    ])('names a row with %s', async (_, change, where) => {
      const before = await db.query(`select * from ${live}.balance where ${where} limit 1`);
      const row = before.rows[0];
      const id = [row.account, row.known_from];
      await db.query(
        `update ${live}.balance set ${change} where account = $1 and known_from = $2`,
        id,
      );
      const all = await verdictOf();
      await db.query(
        `update ${live}.balance set balance = $3, known_to = $4 where account = $1 and known_from = $2`,
        [...id, row.balance, row.known_to],
      );
      expect(all.at(-1)).toMatchObject({ step: 'VERDICT', equal: false });
      const { differences } = all.find(({ step }) => step === 'TABLE');
      expect(differences.map(({ only }: { only: string }) => only)).toEqual(['LIVE', 'REPLAY']);
      expect(differences[1].row).toMatchObject({ account: row.account });
    });

    it('does not mind what came to be known later', async () => {
      await db.query(`update ${live}.balance set balance = -1 where known_from > $1`, [until]);
      expect((await verdictOf()).at(-1)).toMatchObject({ equal: true });
      await rebuild({
        db,
        orm,
        projection,
        tables: readTables(orm, projection),
        schema: live,
      });
    });

    it('I2 names a decision state that is not the fold of its stream, or has none', async () => {
      await db.query(
        `update banks.states set state = '{"balance": 1}' where stream = 'account:A7'`,
      );
      await db.query(`insert into banks.states values ('Z', 'account:Z', 1, '{}')`);
      const all = await verdictOf();
      expect(all.at(-1)).toMatchObject({ equal: false });
      const states = all.find(({ step }) => step === 'STATES');
      expect(states.differing).toEqual(['A7 account:A7', '1 without facts']);
    });

    it('refuses a second one, in whichever process, and leaves the first its scratch', async () => {
      const giveBack = await claimReplay(db, 'banks');
      const second = await replayed(until);
      expect(second.status).toBe(503);
      expect(second.lines).toMatchObject([{ error: { code: 'UNAVAILABLE' } }]);
      const left = await db.query(`select from pg_namespace where nspname = 'banks_replay_dead'`);
      expect(left.rowCount).toBe(1);
      await giveBack!();
      expect((await verdictOf()).at(-1)).toMatchObject({ step: 'VERDICT' });
    });

    it('refuses an instant that cannot be read yet, and junk', async () => {
      const late = await replayed(Date.now() * 1000);
      expect(late.lines).toMatchObject([{ error: { code: 'NOT_YET_AVAILABLE' } }]);
      const junk = await app.inject({ method: 'POST', url: '/audit/replay', headers: auditor });
      expect(junk.json()).toMatchObject({ error: { code: 'BAD_USER_INPUT' } });
    });
  });
});
