import type { Query } from '@qianfan/kit/subgraph/context';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { type LineagePart, type Statement, statementsOf } from './lineage.store.ts';
import type { Operand } from './made.ts';

/** A fact that counts for something else at the second of two instants: it came in, was superseded, or counts anew. */
export interface Shift {
  source: Service;
  partition: number;
  pos: number;
  knownAt: Instant;
  /** Hundredths, fen or enterprises of the operand; null where it has no part, or only decides who belongs. */
  before: string | null;
  after: string | null;
  wasThere: boolean;
  isThere: boolean;
}

/** Facts that shift one part of a figure, in order of position. */
export interface ShiftSection {
  part: LineagePart;
  /** Of what it counts. */
  scale: bigint;
  unit: Operand['unit'];
  read: (
    after: readonly [partition: number, pos: number] | null,
    limit: number,
  ) => Promise<Shift[]>;
}

/**
 * What has to be read to name every fact that makes the difference between what was known at two instants.
 * What shifts in a part adds up to the difference of that part, exactly.
 */
export function shiftsOf(
  query: Query,
  before: readonly Operand[],
  after: readonly Operand[],
  visible: readonly string[] | null,
): ShiftSection[] {
  const [then, now] = [before, after].map((operands) => statementsOf(operands, visible));
  const keys = [...new Set([...then!.keys(), ...now!.keys()])];
  return keys.map((key) => {
    const [was, is] = [then!.get(key), now!.get(key)];
    const { part, operand } = (is ?? was)!;
    const { text, values } = between(was?.statement, is?.statement);
    return {
      part,
      scale: operand.scale,
      unit: operand.unit,
      read: (from, limit) => {
        const n = values.length;
        return query<Shift>(
          `select source, partition::int, pos::float8, known_from::float8 as "knownAt",
             before::text, after::text, was as "wasThere", is_there as "isThere"
           from (${text}) f where (partition, pos) > ($${n + 1}::int, $${n + 2}::int8)
           order by partition, pos limit $${n + 3}`,
          [...values, from?.[0] ?? -1, from?.[1] ?? 0, limit],
        );
      },
    };
  });
}

const NOTHING: Statement = {
  text: `select null::text as source, null::smallint as partition, null::int8 as pos,
    null::int8 as known_from, null::int8 as value where false`,
  values: [],
};

/** The rows of two statements that are in one of them only, or with another value. */
function between(was: Statement = NOTHING, is: Statement = NOTHING): Statement {
  const shifted = is.text.replace(
    /\$(\d+)/g,
    (_, n: string) => `$${Number(n) + was.values.length}`,
  );
  const either = (column: string) => `coalesce(i.${column}, w.${column}) as ${column}`;
  return {
    text: `select ${['source', 'partition', 'pos', 'known_from'].map(either).join(', ')},
        w.value as before, i.value as after, w.pos is not null as was, i.pos is not null as is_there
      from (${was.text}) w full join (${shifted}) i
        on i.source = w.source and i.partition = w.partition and i.pos = w.pos
      where w.value is distinct from i.value or (w.pos is null) <> (i.pos is null)`,
    values: [...was.values, ...is.values],
  };
}
