import type { RequestContext } from '@qianfan/kit/subgraph/context';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { Fen } from '@qianfan/schema/kernel/money';
import type { FilingRecordRow } from './filings.projection.ts';

export interface FilingRow extends FilingRecordRow {
  partition: number;
  pos: number;
}

/** What the filings of a page have in common with its parent `k.key`; ID: `<bank>/<programme>/<loan>`. */
const PARENTS = {
  NONE: 'true',
  PROGRAMME: 'r.programme = k.key',
  BANK: 'r.bank = k.key',
  ENTERPRISE: 'r.enterprise = k.key',
  REGION: 'starts_with(r.county, k.key)',
  LOAN: `r.bank = split_part(k.key, '/', 1) and r.loan = split_part(k.key, '/', 2)`,
  ID: `r.bank = split_part(k.key, '/', 1) and r.programme = split_part(k.key, '/', 2)
    and r.loan = split_part(k.key, '/', 3)`,
} as const;

export type Parent = keyof typeof PARENTS;

/** `bank`, `area`: all that the viewer may see (null = no bound). `on`: filed on that day. */
export interface FilingsWanted {
  bank: string | null;
  area: string | null;
  programme: string | null;
  on: string | null;
}

type Reading = Pick<RequestContext, 'query' | 'cut'>;
type RawRow = Omit<FilingRow, 'amount' | 'balance'> & { amount: string; balance: string };

/** For each parent one page of its filings by bank, programme and loan, and how many there are. One statement. */
export async function filingPages(
  { query, cut }: Reading,
  parent: Parent,
  keys: readonly string[],
  { bank, area, programme, on }: FilingsWanted,
  { limit, after }: Pick<PageRequest, 'limit' | 'after'>,
): Promise<{ rows: FilingRow[]; totalCount: number }[]> {
  const found = await query<RawRow & { parent: string; total: number }>(
    `with matching as (
       select k.key as parent, r.* from unnest($2::text[]) k(key) join filing_record r on ${PARENTS[parent]}
       where r.known_from <= $1 and r.known_to > $1
         and ($3::text is null or r.bank = $3)
         and ($4::text is null or starts_with(r.county, $4))
         and ($5::text is null or r.programme = $5)
         and ($6::text is null or (r.filed_on <= $6 and (r.settled_on is null or $6 < r.settled_on))))
     select t.parent, t.total, m.programme, m.bank, m.loan, m.enterprise, m.county, m.outlet, m.amount, m.balance,
       m.filed_on as "filedOn", m.matures_on as "maturesOn", m.settled_on as "settledOn", m.reference, m.synthetic,
       m.partition, m.pos::float8 as pos
     from (select parent, count(*)::int as total from matching group by parent) t
     left join lateral (
       select * from matching m
       where m.parent = t.parent and ($7::text[] is null or array[m.bank, m.programme, m.loan] > $7)
       order by array[m.bank, m.programme, m.loan] limit $8) m on true
     order by t.parent, array[m.bank, m.programme, m.loan]`,
    [cut, [...new Set(keys)], bank, area, programme, on, after?.map(String) ?? null, limit],
  );
  const byParent = Map.groupBy(found, (row) => row.parent);
  return keys.map((key) => {
    const rows = byParent.get(key) ?? [];
    // A page beyond the last filing has the total, and a row of nulls
    const filings = rows.filter(({ loan }) => loan !== null).map(rowOf);
    return { rows: filings, totalCount: rows[0]?.total ?? 0 };
  });
}

const rowOf = (row: RawRow): FilingRow => ({
  ...row,
  amount: BigInt(row.amount),
  balance: BigInt(row.balance),
});

/** What each programme covered at the end of a day. Every bank's: a total, open to all roles. */
export async function filedBalances(
  { query, cut }: Reading,
  programmes: readonly string[],
  on: string,
): Promise<Fen[]> {
  const rows = await query<{ programme: string; balance: string }>(
    `select programme, sum(change)::text as balance from filing_movement
     where known_from <= $1 and known_to > $1 and programme = any($2::text[]) and date <= $3
     group by programme`,
    [cut, [...new Set(programmes)], on],
  );
  const found = new Map(rows.map(({ programme, balance }) => [programme, BigInt(balance)]));
  return programmes.map((programme) => found.get(programme) ?? 0n);
}

/** What stayed filed of each loan at the end of a day. */
export async function balancesOn(
  { query, cut }: Reading,
  filings: readonly Pick<FilingRow, 'programme' | 'bank' | 'loan'>[],
  on: string,
): Promise<Fen[]> {
  const rows = await query<{ n: number; balance: string }>(
    `select f.n::int as n, coalesce(sum(m.change), 0)::text as balance
     from unnest($2::text[], $3::text[], $4::text[]) with ordinality f(programme, bank, loan, n)
     left join filing_movement m on m.programme = f.programme and m.bank = f.bank and m.loan = f.loan
       and m.known_from <= $1 and m.known_to > $1 and m.date <= $5
     group by f.n order by f.n`,
    [
      cut,
      filings.map(({ programme }) => programme),
      filings.map(({ bank }) => bank),
      filings.map(({ loan }) => loan),
      on,
    ],
  );
  return rows.map(({ balance }) => BigInt(balance));
}
