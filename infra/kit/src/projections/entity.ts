import { defineEntity, p } from '@mikro-orm/core';
import type { Instant } from '@qianfan/schema/kernel/instant';

/** `known_to` of a row that is still open: the largest int8 that a JavaScript number holds exactly. */
export const OPEN: Instant = Number.MAX_SAFE_INTEGER;

const common = {
  /** From when on the row was known. Part of the primary key, so that versions of one identity stand side by side. */
  knownFrom: p.bigint('number'),
  /** Until when (exclusive); `OPEN` while it is the latest. */
  knownTo: p.bigint('number'),
  /** The fact that made the row. */
  source: p.text(),
  partition: p.smallint(),
  pos: p.bigint('number'),
};

type Properties = Record<string, { primary: () => unknown }>;

/**
 * A table of a read model. The schema (`banks_read_2`) is chosen when an EntityManager is forked. Filters, both set
 * by the kit for each request: `asOf` shows the rows known at the cut, `scope` an institution only its own.
 *
 * - `identity`: the properties that name one thing; the first is the key of the facts that write it.
 * - `scope`: the property that holds the institution to which a row belongs; absent = open to every role.
 * - `indexes`: further btree indexes by property names (a rebuild makes them last); `fillFactor`: how full their pages
 *   are when made, in percent.
 */
export function readEntity<
  const Name extends string,
  Identity extends Properties,
  Columns extends Record<string, unknown>,
>(definition: {
  name: Name;
  identity: Identity;
  columns: Columns;
  scope?: (keyof Identity | keyof Columns) & string;
  indexes?: readonly (readonly string[] | { properties: readonly string[]; fillFactor: number })[];
}) {
  const identity = Object.fromEntries(
    Object.entries(definition.identity).map(([name, property]) => [name, property.primary()]),
  ) as unknown as Identity;
  const scope = definition.scope;
  return defineEntity({
    name: definition.name,
    tableName: snake(definition.name),
    schema: '*',
    properties: {
      ...identity,
      ...definition.columns,
      ...common,
      knownFrom: common.knownFrom.primary() as unknown as typeof common.knownFrom,
    },
    indexes: (definition.indexes ?? []).map((index, n) => {
      const { properties, ...options } = 'properties' in index ? index : { properties: index };
      const name = `${snake(definition.name)}_ix${n + 1}`;
      return { name, properties: [...properties] as never, ...options };
    }),
    filters: {
      asOf: {
        name: 'asOf',
        cond: ({ at }: { at: Instant }) => ({ knownFrom: { $lte: at }, knownTo: { $gt: at } }),
        default: true,
      },
      ...(scope && {
        scope: {
          name: 'scope',
          cond: ({ institution }: { institution: string | null }) =>
            institution === null ? {} : { [scope]: institution },
          default: true,
        },
      }),
    },
  });
}

/** `LoanPosting` → `loan_posting`; also property to column. */
export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, at: number) => (at > 0 ? '_' : '') + letter.toLowerCase());
