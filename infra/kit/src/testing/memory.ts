import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { touched } from '../projections/apply.ts';
import { OPEN } from '../projections/entity.ts';
import { createFold, type StoredRow } from '../projections/fold.ts';
import type { Projection } from '../projections/projection.ts';
import type { ReadTable } from '../projections/tables.ts';

/** A read model in memory, for tests that try thousands of ways in which partitions may interleave. */
export interface MemoryModel {
  /** Applies the next facts of one partition as one transaction does: only rows that it would load can be read and ended. */
  apply: (facts: readonly Fact[]) => void;
  /** Rows visible at an instant by table and identity, without `knownTo`. */
  asOf: (at: Instant) => Record<string, unknown>;
  /** How many keys are parked, how many rows are stored. */
  size: () => { parked: number; rows: number };
}

/** An empty read model for a projection. */
export function memoryModel(projection: Projection): MemoryModel {
  const tables = new Map(
    projection.tables.map(({ name, mode, identity }): [string, ReadTable] => [
      name,
      { name, table: name, columns: [], mode, identity },
    ]),
  );
  const stored = new Map<string, StoredRow[]>();
  const parked = new Set<string>();

  function apply(facts: readonly Fact[]): void {
    const open = new Map<string, StoredRow>();
    for (const [table, identities] of touched(projection, tables, facts)) {
      for (const values of identities.values()) {
        const id = table.name + JSON.stringify(values);
        const row = stored.get(id)?.find(({ knownTo }) => knownTo === OPEN);
        if (row) open.set(id, row);
      }
    }
    const fold = createFold(projection, tables, (table, id) => open.get(table.name + id), parked);
    for (const fact of facts) fold.apply(fact);
    for (const [table, ended] of fold.effects.ended) {
      for (const { identity, at } of ended)
        open.get(table + JSON.stringify(identity))!.knownTo = at;
    }
    for (const [name, rows] of fold.effects.rows) {
      for (const row of rows) {
        const id = name + JSON.stringify(tables.get(name)!.identity.map((part) => row[part]));
        const versions = stored.get(id);
        if (versions) versions.push(row);
        else stored.set(id, [row]);
      }
    }
  }

  function asOf(at: Instant): Record<string, unknown> {
    const visible: Record<string, unknown> = {};
    for (const [id, versions] of stored) {
      const seen = versions.filter(({ knownFrom, knownTo }) => knownFrom <= at && at < knownTo);
      if (seen.length > 0) visible[id] = seen.map(({ knownTo: _, ...row }) => row);
    }
    return visible;
  }

  const size = () => ({ parked: parked.size, rows: [...stored.values()].flat().length });
  return { apply, asOf, size };
}

/** Every partition folded from its first fact, up to an instant: what `qianfan replay --until` does. */
export function rebuiltAsOf(
  projection: Projection,
  journals: readonly (readonly Fact[])[],
  at: Instant,
): Record<string, unknown> {
  const model = memoryModel(projection);
  for (const facts of journals) model.apply(facts.filter(({ knownAt }) => knownAt <= at));
  return model.asOf(at);
}

/**
 * Up to where all partitions are complete, as `cuts/readable.ts` has it of heads and cursors: where facts are waiting,
 * the last one that was applied. `cursors`: how many facts of each journal were.
 */
export const readableOf = (
  journals: readonly (readonly Fact[])[],
  cursors: readonly number[],
): Instant =>
  Math.min(
    ...journals.map((facts, n) =>
      cursors[n]! < facts.length ? (facts[cursors[n]! - 1]?.knownAt ?? 0) : Infinity,
    ),
  );
