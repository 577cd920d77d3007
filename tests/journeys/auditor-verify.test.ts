import { hash as digest } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chainHasher, GENESIS, type JournalRow } from '@qianfan/cli/verify/row';
import { ROW_COLUMNS } from '@qianfan/kit/journal/read';
import { banks } from '@qianfan/banks/banks';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { programmes } from '@qianfan/programmes/programmes';
import { beforeAll, describe, expect, it } from 'vitest';
import { qianfan } from '../support/cli.ts';

import { auditor, auditorSuite, db, REGULATORS, system } from './auditor.fixture.ts';

auditorSuite();

const chainHash = chainHasher((text) => digest('sha256', text));

describe('I7 verify', () => {
  const JOURNAL = 'banks.journal';
  let partition: number;
  let rows: JournalRow[];
  const anchors = () => readFile(join(system.state, '.config/qianfan/anchors.json'), 'utf8');

  beforeAll(async () => {
    const largest = await db.query('select partition from banks.heads order by pos desc limit 1');
    partition = largest.rows[0].partition;
    ({ rows } = await db.query<JournalRow>(
      `select ${ROW_COLUMNS} from ${JOURNAL} where partition = $1 order by pos`,
      [partition],
    ));
  });

  it('finds nothing in an untouched installation, and remembers what it saw', async () => {
    const first = await auditor('--json', 'verify');
    const { rows: counts } = await db.query(`select (select sum(pos) from regulators.heads)
      + (select sum(pos) from banks.heads) + (select sum(pos) from programmes.heads) as facts`);
    expect(first.json()).toMatchObject({ ok: true, facts: Number(counts[0].facts), since: null });
    const again = await auditor('--json', 'verify');
    expect({ exit: again.exit, ...again.json() }).toMatchObject({
      exit: 0,
      ok: true,
      findings: [],
    });
    expect(again.json().since).not.toBeNull();
    expect((await auditor('verify')).stdout).toContain('✓');
  });

  /** Does something to the database, verifies, and puts everything back. */
  async function afterwards(tamper: () => Promise<unknown>) {
    const tables = ['banks.heads', ...READERS.map((schema) => `${schema}.cursors`)];
    const kept = await Promise.all(
      tables.map(async (name) => (await db.query(`select * from ${name}`)).rows),
    );
    const journal = (await db.query(`select * from ${JOURNAL} where partition = $1`, [partition]))
      .rows;
    const before = await anchors();
    await tamper();
    const run = await auditor('--json', 'verify');
    const readable = await auditor('verify');
    for (const [n, name] of tables.entries()) await replace(name, 'true', kept[n]!);
    await replace(JOURNAL, `partition = ${partition}`, journal);
    expect(await anchors()).toBe(before);
    expect(run.exit).toBe(1);
    expect(readable.stdout).toContain(`banks/${partition}/`);
    expect((await auditor('verify')).exit).toBe(0);
    return run.json().findings;
  }

  const READERS = [
    REGULATORS,
    readSchema('banks', banks.projection.version),
    readSchema('programmes', programmes.projection.version),
  ];

  async function replace(table: string, where: string, content: object[]): Promise<void> {
    await db.query('delete from ' + table + ' where ' + where);
    await db.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(content)],
    );
  }

  const update = (set: string, pos: number) =>
    db.query(`update ${JOURNAL} set ${set} where partition = ${partition} and pos = ${pos}`);

  const cutAfter = (pos: number) =>
    db.query(`delete from ${JOURNAL} where partition = $1 and pos > $2`, [partition, pos]);

  const headTo = (pos: number, hash: string) =>
    db.query('update banks.heads set pos = $2, hash = $3 where partition = $1', [
      partition,
      pos,
      hash,
    ]);

  const cursorsTo = async (pos: number, hashAt: (pos: number) => string) => {
    for (const schema of READERS) {
      const mine = `source = 'banks' and partition = ${partition}`;
      const { rows: at } = await db.query(`select pos from ${schema}.cursors where ${mine}`);
      if (!at[0]) continue;
      const last = Math.min(pos, at[0].pos);
      await db.query(`update ${schema}.cursors set pos = $1, hash = $2 where ${mine}`, [
        last,
        hashAt(last),
      ]);
    }
  };

  it('names a flipped byte', async () => {
    const [digit] = /\d/.exec(rows[4]!.body)!;
    const other = digit === '7' ? '8' : '7';
    const found = await afterwards(() =>
      update(`body = overlay(body placing '${other}' from ${rows[4]!.body.indexOf(digit) + 1})`, 5),
    );
    expect(found).toMatchObject([{ service: 'banks', partition, pos: 5, kind: 'ALTERED' }]);
  });

  it.each([
    'known_at = known_at - 1',
    `actor = 'somebody'`,
    `institution = 'BNK_CMB_NC'`,
    'synthetic = not synthetic',
  ])('names a fact of which only %s changed', async (set) => {
    const found = await afterwards(() => update(set, 9));
    expect(found).toMatchObject([{ partition, pos: 9, kind: 'ALTERED' }]);
  });

  it('names a deleted fact', async () => {
    const found = await afterwards(() =>
      db.query(`delete from ${JOURNAL} where partition = $1 and pos = 12`, [partition]),
    );
    expect(found).toMatchObject([{ partition, pos: 12, kind: 'MISSING', to: 12 }]);
  });

  it('names two facts that changed places', async () => {
    const found = await afterwards(async () => {
      await update('pos = 0', 7);
      await update('pos = 7', 15);
      await update('pos = 15', 0);
    });
    expect(found).toMatchObject([{ partition, pos: 7, kind: 'SWAPPED', with: 15 }]);
  });

  it('names a truncated tail', async () => {
    const last = rows.length;
    const found = await afterwards(() => cutAfter(last - 2));
    expect(found).toMatchObject([{ partition, pos: last - 1, to: last, kind: 'TRUNCATED' }]);
  });

  it('names a truncated tail by readers’ cursors where the head was put back, too', async () => {
    const last = rows.length;
    const found = await afterwards(async () => {
      await cutAfter(last - 2);
      await headTo(last - 2, rows[last - 3]!.hash);
    });
    const by = found[0].witnesses.map((witness: { by: string }) => witness.by);
    expect(found).toMatchObject([{ partition, pos: last - 1, to: last, kind: 'TRUNCATED' }]);
    expect(new Set(by)).toEqual(new Set(['CURSOR', 'ANCHOR']));
  });

  it('names a truncated tail by the own anchor where every cursor was put back, too', async () => {
    const last = rows.length;
    const found = await afterwards(async () => {
      await cutAfter(last - 2);
      await headTo(last - 2, rows[last - 3]!.hash);
      await cursorsTo(last - 2, (pos) => rows[pos - 1]!.hash);
    });
    expect(found).toMatchObject([
      { pos: last - 1, to: last, kind: 'TRUNCATED', witnesses: [{ by: 'ANCHOR' }] },
    ]);
  });

  /** History from one fact on, hashed anew so that it is a chain again. */
  function forge(pos: number, change: Partial<JournalRow>): JournalRow[] {
    let hash = GENESIS;
    return rows.map((row) => {
      const forged = row.pos === pos ? { ...row, ...change } : row;
      hash = chainHash(hash, forged);
      return { ...forged, hash };
    });
  }

  const write = async (forged: readonly JournalRow[]) => {
    for (const { pos, body, hash } of forged) {
      await db.query(
        `update ${JOURNAL} set body = $3, hash = $4 where partition = $1 and pos = $2`,
        [partition, pos, body, hash],
      );
    }
    await headTo(forged.length, forged.at(-1)!.hash);
  };

  it('finds history that was written anew with new hashes and heads, by readers’ cursors', async () => {
    const forged = forge(6, { body: rows[6]!.body });
    const found = await afterwards(() => write(forged));
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) expect(finding).toMatchObject({ partition, kind: 'REWRITTEN' });
    expect(found.map(({ witness }: any) => witness.by)).toContain('CURSOR');
  });

  it('finds it by the own anchor where every cursor was written anew, too', async () => {
    const forged = forge(6, { body: rows[6]!.body });
    const found = await afterwards(async () => {
      await write(forged);
      await cursorsTo(forged.length, (pos) => forged[pos - 1]!.hash);
    });
    expect(found).toMatchObject([
      { partition, kind: 'REWRITTEN', pos: rows.length, witness: { by: 'ANCHOR' } },
    ]);
  });

  it('refuses a damaged anchor file rather than begin anew', async () => {
    const path = join(system.state, 'damaged.json');
    await writeFile(path, '{"http');
    expect((await auditor('verify', '--anchor', path)).exit).toBe(2);
  });

  it('is for auditors and regulators', async () => {
    expect((await qianfan(system, ['--account', 'regulator', 'verify'])).exit).toBe(0);
    expect((await qianfan(system, ['--account', 'jjb', 'verify'])).exit).toBe(4);
    expect((await qianfan(system, ['--account', 'dost', 'verify'])).exit).toBe(4);
  });
});
