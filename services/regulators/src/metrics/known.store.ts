import type { Query } from '@qianfan/kit/subgraph/context';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Registers } from './known.ts';

/** Where contracts name products. */
const PRODUCTS = ['loan_posting', 'line_posting', 'cover_posting'];

/** Asked for a code at a time: few figures are restricted to a product or a programme. */
export function sqlRegisters(query: Query, knownAt: Instant): Registers {
  const exists = async (conditions: readonly string[], values: readonly unknown[]) => {
    const [row] = await query<{ found: boolean }>(
      `select ${conditions.map((it) => `exists (${it})`).join(' or ')} as found`,
      values,
    );
    return row!.found;
  };
  return {
    product: (code, owners) =>
      exists(
        PRODUCTS.map(
          (table) => `select from ${table} where product = $1 and known_from <= $2
            and ($3::text[] is null or institution = any($3))`,
        ),
        [code, knownAt, owners],
      ),
    programme: (code) =>
      exists(
        [
          `select from register_posting where kind = 'LAUNCH' and programme = $1 and known_from <= $2`,
        ],
        [code, knownAt],
      ),
  };
}
