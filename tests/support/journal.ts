import { createWriter, type Writer } from '@qianfan/kit/commands/writer';
import { openWriterPool } from '@qianfan/kit/commands/store';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import type { Principal } from '@qianfan/kit/identity/principal';
import { journalTables } from '@qianfan/kit/journal/tables';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { readTables } from '@qianfan/kit/projections/tables';
import { testDatabase } from '@qianfan/kit/testing/database';
import { accounts, book, ledger, ledgerEntities } from './ledger.ts';

/** A fresh database with the ledger's journal in it, and a writer over it. */
export async function openLedger(mode: 'IMPORTING' | 'LIVE' = 'LIVE') {
  const database = await testDatabase();
  const url = database.urls.banks;
  const db = createPool(url, { max: 10 });
  const writing = openWriterPool(url);
  for (const statement of journalTables('banks')) await db.query(statement);
  await db.query(`update banks.settings set value = $1 where name = 'mode'`, [mode]);
  const orm = await openOrm({ url, service: 'banks', entities: ledgerEntities, migrations: {} });
  const errors: unknown[] = [];
  const writer: Writer = createWriter({
    db: writing,
    service: 'banks',
    commands: [book],
    streams: [accounts],
    reference: NO_REFERENCE,
    now: () => Date.now() * 1000,
    onError: (error) => errors.push(error),
  });
  return {
    db,
    orm,
    writer,
    errors,
    tables: readTables(orm, ledger, ledgerEntities),
    close: async () => {
      await writer.stop();
      await orm.close(true);
      await writing.end();
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
