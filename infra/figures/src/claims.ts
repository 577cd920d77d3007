import { compareRatios } from '@qianfan/schema/kernel/ratio';
import type { Graphql } from './client.ts';
import { decimal } from './exact.ts';
import type { Measure } from './published.ts';

/** What the system keeps as said in public. */
export interface Claim {
  id: string;
  by: string;
  text: { zh: string };
  value: string;
  unit: string;
  /** The fact that recorded it. */
  position: string;
}

const CLAIMS = `query Claims($after: String) {
  statements(first: 500, after: $after) {
    nodes { id by text { zh } value unit position }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface ClaimsPage {
  nodes: Claim[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Every public statement that was recorded, as of an instant; by id. */
export async function claimsOf(
  graphql: Graphql,
  asOf: string | null,
): Promise<ReadonlyMap<string, Claim>> {
  const claims = new Map<string, Claim>();
  let after: string | null = null;
  do {
    const { data } = await graphql(CLAIMS, { after }, asOf);
    const { nodes, pageInfo } = data['statements'] as ClaimsPage;
    for (const claim of nodes) claims.set(claim.id, claim);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return claims;
}

/** The claim that says what was published, word for number. */
export function claimFor(
  claims: ReadonlyMap<string, Claim>,
  { id, value, unit }: Measure,
): Claim | null {
  const claim = claims.get(id);
  const isSame = claim?.unit === unit && compareRatios(decimal(claim.value), decimal(value)) === 0;
  return isSame ? claim : null;
}
