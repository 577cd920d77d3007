import type { RequestContext } from '@qianfan/kit/subgraph/context';

/** What single loans under products come to on a day, by institution, in fen; as known at the cut. */
export async function productBalances(
  { query, cut }: Pick<RequestContext, 'query' | 'cut'>,
  day: string,
): Promise<Map<string, bigint>> {
  const rows = await query<{ institution: string; balance: string }>(
    `select institution, sum(balance_change)::text as balance from loan_posting
     where known_from <= $1 and date <= $2 and product is not null group by institution`,
    [cut, day],
  );
  return new Map(rows.map(({ institution, balance }) => [institution, BigInt(balance)]));
}
