import { isTransient } from '@qianfan/kit/postgres/errors';
import { createPool } from '@qianfan/kit/postgres/pool';
import { provision } from '@qianfan/kit/postgres/provision';
import { testDatabase, type TestDatabase } from '@qianfan/kit/testing/database';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let database: TestDatabase;
const pools: Pool[] = [];

const pool = (url: string) => {
  const made = createPool(url, { max: 2 });
  pools.push(made);
  return made;
};

beforeAll(async () => {
  database = await testDatabase();
  const banks = pool(database.urls.banks);
  await banks.query('create table banks.journal (pos int8, body text)');
  await pool(database.urls.regulators).query('create table regulators.journal (pos int8)');
});

afterAll(async () => {
  await Promise.all(pools.map((made) => made.end()));
  await database.drop();
});

describe('a provisioned database', () => {
  test('lets regulators read what banks wrote, and never write it', async () => {
    const regulators = pool(database.urls.regulators);
    expect((await regulators.query('select * from banks.journal')).rowCount).toBe(0);
    await expect(regulators.query('insert into banks.journal values (1)')).rejects.toThrow(
      /denied/,
    );
  });

  test('I6: keeps programmes away from banks, whose annexes name borrowers', async () => {
    const programmes = pool(database.urls.programmes);
    await expect(programmes.query('select * from banks.journal')).rejects.toThrow(/denied/);
    await expect(programmes.query('select * from regulators.journal')).resolves.toBeDefined();
  });

  test('lets each service make and drop its read models', async () => {
    const banks = pool(database.urls.banks);
    await banks.query('create schema banks_read_1');
    await banks.query('create table banks_read_1.loans (id text)');
    await expect(
      pool(database.urls.programmes).query('select * from banks_read_1.loans'),
    ).rejects.toThrow(/denied/);
    await banks.query('drop schema banks_read_1 cascade');
  });

  test('may be provisioned again, also by several at once, with the same URLs', async () => {
    const again = await Promise.all([1, 2, 3].map(() => provision(database.adminUrl)));
    for (const urls of again) expect(urls).toEqual(database.urls);
  });
});

describe('a pool', () => {
  test('reads int8 as number, its arrays as bigint and numeric as text', async () => {
    const { rows } = await pool(database.adminUrl).query(
      `select 1735660800000001::int8 as at, '{1,NULL,-9007199254740993}'::int8[] as cells,
              '{}'::int8[] as none, 2864.50::numeric as amount`,
    );
    expect(rows[0]).toEqual({
      at: 1_735_660_800_000_001,
      cells: [1n, null, -9_007_199_254_740_993n],
      none: [],
      amount: '2864.50',
    });
  });

  test('survives the loss of its idle connections', async () => {
    const victim = createPool(database.urls.banks, { max: 1, name: 'victim' });
    await victim.query('select 1');
    const admin = pool(database.adminUrl);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`,
    );
    await expect
      .poll(() =>
        victim.query('select 1').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await victim.end();
  });

  test('that every connection is in use is no lasting failure', async () => {
    const busy = createPool(database.urls.banks, { max: 1 });
    busy.options.connectionTimeoutMillis = 50;
    const held = await busy.connect();
    await expect(busy.query('select 1')).rejects.toSatisfy(isTransient);
    held.release();
    await busy.end();
  });

  test('survives the loss of a connection that somebody holds', async () => {
    const victim = createPool(database.urls.banks, { max: 1 });
    const held = await victim.connect();
    await held.query('begin');
    const { rows } = await held.query('select pg_backend_pid() as pid');
    const gone = new Promise((resolve) => held.once('end', resolve));
    await pool(database.adminUrl).query('select pg_terminate_backend($1)', [rows[0].pid]);
    await gone;
    await expect(held.query('select 1')).rejects.toSatisfy(isTransient);
    held.release();
    expect((await victim.query('select 1')).rowCount).toBe(1);
    await victim.end();
  });
});

test('each caller of testDatabase gets a database of its own', async () => {
  const others = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  expect(new Set([database, ...others].map(({ adminUrl }) => adminUrl)).size).toBe(4);
  await Promise.all(others.map(({ drop }) => drop()));
});

test('many databases of one server are provisioned at once, though they share the roles', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, () => testDatabase()));
  for (let round = 0; round < 5; round += 1) {
    const urls = await Promise.all(made.map(({ adminUrl }) => provision(adminUrl)));
    expect(urls).toEqual(made.map((one) => one.urls));
  }
  await Promise.all(made.map(({ drop }) => drop()));
});
