import { createWriter, type Writer } from '@qianfan/kit/commands/writer';
import { openWriterPool } from '@qianfan/kit/commands/store';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import type { Principal } from '@qianfan/kit/identity/principal';
import { wholeJournal } from '@qianfan/kit/journal/tables';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { entitiesOf } from '@qianfan/kit/projections/entity';
import { readTables } from '@qianfan/kit/projections/tables';
import { testDatabase } from '@qianfan/kit/testing/database';
import type { Pool } from 'pg';
import { accounts, book, ledger } from './ledger.ts';

/** A fresh database with the ledger's journal in it, and a writer over it. */
export async function openLedger(mode: 'IMPORTING' | 'LIVE' = 'LIVE') {
  const database = await testDatabase();
  const url = database.urls.banks;
  const db = createPool(url, { max: 10 });
  for (const statement of wholeJournal('banks')) await db.query(statement);
  await db.query(`update banks.settings set value = $1 where name = 'mode'`, [mode]);
  const orm = await openOrm({
    url,
    service: 'banks',
    entities: entitiesOf(ledger),
    migrations: {},
  });
  const errors: unknown[] = [];
  const writers: { writer: Writer; pool: Pool }[] = [];
  /** As if by another process: nothing is shared but the database. */
  const openWriter = (): Writer => {
    const pool = openWriterPool(url);
    const writer = createWriter({
      db: pool,
      service: 'banks',
      commands: [book],
      streams: [accounts],
      reference: NO_REFERENCE,
      now: () => Date.now() * 1000,
      onError: (error) => errors.push(error),
    });
    writers.push({ writer, pool });
    return writer;
  };
  return {
    url,
    db,
    orm,
    writer: openWriter(),
    openWriter,
    errors,
    tables: readTables(orm, ledger),
    close: async () => {
      for (const { writer } of writers) await writer.stop();
      await orm.close(true);
      for (const { pool } of writers) await pool.end();
      await db.end();
      await database.drop();
    },
  };
}

export const bank = (institution: string): Principal => ({
  role: 'BANK',
  institution,
  jurisdiction: '36',
  actor: `clerk of ${institution}`,
  synthetic: false,
});

export const importer: Principal = { ...bank('REG_NFRA_JX'), role: 'IMPORTER' };

export const booking = (id: string, institution: string, account: string, amount: number) => ({
  id,
  type: 'banks.Book',
  body: { institution, account, amount },
});
