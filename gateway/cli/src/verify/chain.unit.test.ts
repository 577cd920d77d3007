import { hash as hashOf } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChain } from './chain.ts';
import type { Finding } from './finding.ts';
import { chainHasher, GENESIS, type JournalRow, type Witness } from './row.ts';

const PARTITION = 3;
const chainHash = chainHasher((text) => hashOf('sha256', text));

function journal(length: number, salt = ''): JournalRow[] {
  const rows: JournalRow[] = [];
  let hash = GENESIS;
  for (let pos = 1; pos <= length; pos += 1) {
    const row: JournalRow = {
      partition: PARTITION,
      pos,
      key: 'BNK_JJB',
      stream: `loan:L${pos % 5}`,
      type: 'banks.LoanDrawn.v1',
      institution: 'BNK_JJB',
      actor: 'a1',
      period: pos % 2 ? null : '2024-12',
      receivedAt: pos * 10,
      recordedAt: pos * 10 + 1,
      knownAt: pos * 10 + 2,
      commandId: `c${pos}`,
      ordinal: 0,
      digest: `sha256:d${pos}`,
      synthetic: true,
      body: `{"amount":"${pos}.00","note":"一笔贷款${salt}"}`,
      hash: '',
    };
    hash = chainHash(hash, row);
    rows.push({ ...row, hash });
  }
  return rows;
}

const head = (rows: readonly JournalRow[]): Witness => ({
  by: 'HEAD',
  name: '',
  pos: rows.at(-1)!.pos,
  hash: rows.at(-1)!.hash,
});

function check(rows: readonly JournalRow[], witnesses: readonly Witness[]): Finding[] {
  const chain = createChain(PARTITION, witnesses, chainHash);
  for (const row of rows) chain.add(row);
  return chain.end();
}

/** All rows hashed anew, as somebody with the whole database would do after a change. */
function rehash(rows: readonly JournalRow[]): JournalRow[] {
  let hash = GENESIS;
  return rows.map((row, index) => {
    const moved = { ...row, pos: index + 1 };
    hash = chainHash(hash, moved);
    return { ...moved, hash };
  });
}

describe('I7 the chain of one partition', () => {
  const rows = journal(20);

  it('finds nothing in an untouched journal', () => {
    expect(
      check(rows, [head(rows), { by: 'CURSOR', name: 'banks', pos: 7, hash: rows[6]!.hash }]),
    ).toEqual([]);
    expect(check([], [])).toEqual([]);
  });

  it('has a fixed hash rule', () => {
    expect(journal(1)[0]!.hash).toBe(
      'sha256:0f12442cb67a1e6ddb89133b6e54d7eee3afe83414fa9fb03134c8dfbdc988df',
    );
  });

  it('names a flipped byte', () => {
    const bad = rows.with(7, { ...rows[7]!, body: rows[7]!.body.replace('8.00', '9.00') });
    expect(check(bad, [head(rows)])).toMatchObject([{ kind: 'ALTERED', pos: 8, part: 'CONTENT' }]);
  });

  it('names a changed hash, and only it', () => {
    const bad = rows.with(7, { ...rows[7]!, hash: GENESIS });
    expect(check(bad, [head(rows)])).toMatchObject([{ kind: 'ALTERED', pos: 8, part: 'HASH' }]);
  });

  it('names a deleted fact', () => {
    expect(check(rows.toSpliced(4, 1), [head(rows)])).toMatchObject([
      { kind: 'MISSING', pos: 5, to: 5 },
    ]);
  });

  it.each([
    [4, 5],
    [4, 9],
    [0, 19],
  ])('names rows %i and %i that changed places, with or without their hashes', (low, high) => {
    const [a, b] = [rows[low]!, rows[high]!];
    const withHash = rows.with(low, { ...b, pos: a.pos }).with(high, { ...a, pos: b.pos });
    const found = [{ kind: 'SWAPPED', pos: a.pos, with: b.pos }];
    // The head's hash moved too where the last row did.
    expect(check(withHash, [head(withHash)])).toMatchObject(found);
    const content = rows
      .with(low, { ...b, pos: a.pos, hash: a.hash })
      .with(high, { ...a, pos: b.pos, hash: b.hash });
    expect(check(content, [head(rows)])).toMatchObject(found);
    const bodies = rows.with(low, { ...a, body: b.body }).with(high, { ...b, body: a.body });
    expect(check(bodies, [head(rows)])).toMatchObject(found);
  });

  it('names a truncated tail and who saw it', () => {
    const cut = rows.slice(0, 15);
    const anchor: Witness = { by: 'ANCHOR', name: '', pos: 18, hash: rows[17]!.hash };
    expect(check(cut, [head(cut), anchor])).toMatchObject([
      { kind: 'TRUNCATED', pos: 16, to: 18, witnesses: [{ by: 'ANCHOR' }] },
    ]);
    expect(check(cut, [head(rows)])).toMatchObject([{ kind: 'TRUNCATED', pos: 16, to: 20 }]);
    const relay: Witness = { by: 'CURSOR', name: 'relay', pos: 17, hash: null };
    expect(check(cut, [head(cut), relay])).toMatchObject([{ kind: 'TRUNCATED', pos: 16, to: 17 }]);
    expect(check(rows, [head(rows), relay])).toEqual([]);
  });

  it('narrows a rewritten history down by its witnesses', () => {
    const forged = rehash(rows.with(9, { ...rows[9]!, body: '{"amount":"0.00"}' }));
    const seen = (pos: number): Witness => ({
      by: 'CURSOR',
      name: 'banks',
      pos,
      hash: rows[pos - 1]!.hash,
    });
    expect(check(forged, [head(forged)])).toEqual([]);
    expect(check(forged, [head(forged), seen(6), seen(14)])).toMatchObject([
      { kind: 'REWRITTEN', pos: 14, from: 7, witness: { name: 'banks' } },
    ]);
  });

  it('finds a known-at that does not rise', () => {
    const bad = rehash(rows.with(3, { ...rows[3]!, knownAt: rows[2]!.knownAt }));
    expect(check(bad, [head(bad)])).toMatchObject([{ kind: 'NOT_RISING', pos: 4 }]);
  });

  const columns = Object.keys(rows[0]!).filter((name) => name !== 'pos' && name !== 'partition');

  it('property: any one change to any column of any row is found at that row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(...columns),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        (pos, column, value) => {
          const row = rows[pos - 1]!;
          fc.pre(row[column as keyof JournalRow] !== value);
          const bad = rows.with(pos - 1, { ...row, [column]: value } as JournalRow);
          expect(check(bad, [head(rows)])[0]).toMatchObject({ pos });
        },
      ),
    );
  });

  it('property: any row deleted, doubled, moved or cut off is found, also after hashing anew', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 19 }),
        fc.integer({ min: 0, max: 19 }),
        fc.constantFrom('delete', 'double', 'move', 'truncate'),
        fc.boolean(),
        (from, to, how, again) => {
          fc.pre(how !== 'move' || from !== to);
          const row = rows[from]!;
          const changed = {
            delete: () => rows.toSpliced(from, 1),
            double: () => rows.toSpliced(from, 0, row),
            move: () => rows.toSpliced(from, 1).toSpliced(to, 0, row),
            truncate: () => rows.slice(0, from),
          }[how]();
          const bad = again ? rehash(changed) : changed;
          expect(check(bad, [{ ...head(rows), by: 'ANCHOR' }])).not.toEqual([]);
        },
      ),
    );
  });
});
