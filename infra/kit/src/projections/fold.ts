import { type Fact, parseFactType } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { OPEN } from './entity.ts';
import { assertFits } from './fits.ts';
import type { Current, Projection, Reducer, Reduction } from './projection.ts';
import type { Change } from './table.ts';
import { identityOf, type ReadTable } from './tables.ts';

/** A row with the kit's columns, as it goes into its table. */
export interface StoredRow extends Record<string, unknown> {
  knownFrom: Instant;
  knownTo: Instant;
  source: string;
  partition: number;
  pos: number;
}

/** What a run of facts of one partition does to the tables. */
export interface Effects {
  /** New rows by table name, closed ones among them. */
  rows: Map<string, StoredRow[]>;
  /** Identities whose stored open row ends, with the instant at which it does, by table name. */
  ended: Map<string, { identity: unknown[]; at: Instant }[]>;
  parked: { pos: number; key: string; reason: string }[];
}

/** A fact of a newer version than this code knows: a deployment fault, so the projection stops rather than skip it. */
export class HaltedError extends Error {
  override readonly name = 'HaltedError';
}

/** Stored open rows by table and identity; `undefined` = none. */
export type OpenRows = (table: ReadTable, identity: string) => Record<string, unknown> | undefined;

/** How a parked key is remembered: two services may use one key, and know nothing of each other's facts. */
export const parkedKey = (source: string, key: string): string => `${source}/${key}`;

/** What reducers that have run already made of a fact, in the projection's order of reducers. */
export type MadeChanges = Map<Fact, (Change[] | undefined)[]>;

export interface Fold {
  apply: (fact: Fact) => void;
  effects: Effects;
}

/**
 * Folds facts of one partition into effects, in memory. A fact that its reducer cannot apply is parked with its key,
 * and so is every later fact of that key; the others flow.
 */
export function createFold(
  projection: Projection,
  tables: ReadonlyMap<string, ReadTable>,
  openRows: OpenRows,
  parkedKeys: Set<string>,
  made?: MadeChanges,
): Fold {
  const effects: Effects = { rows: new Map(), ended: new Map(), parked: [] };
  const latest = new Map<string, StoredRow>();

  const tableOf = (name: string): ReadTable => {
    const table = tables.get(name);
    if (!table) throw new Error(`no read table ${name}`);
    return table;
  };

  const current: Current = <Row extends object>(
    { name }: { name: string },
    values: readonly unknown[],
  ) => {
    const identity = JSON.stringify(values);
    const row = latest.get(`${name}${identity}`) ?? openRows(tableOf(name), identity);
    return row as Row | undefined;
  };

  function apply(fact: Fact): void {
    const reducers = reducersOf(projection, fact);
    if (reducers.length === 0) return;
    const key = parkedKey(fact.service, fact.key);
    if (parkedKeys.has(key)) {
      effects.parked.push({
        pos: fact.pos,
        key: fact.key,
        reason: 'an earlier fact of the key is parked',
      });
      return;
    }
    try {
      // all changes of a fact are made before any is kept: a parked fact leaves nothing behind
      const known = made?.get(fact);
      const changes = reducers
        .flatMap((reducer, n) => known?.[n] ?? reduceOf(reducer)(fact, current))
        .map(({ table: name, row }) => {
          const table = tableOf(name);
          assertFits(table, row);
          return [table, row] as const;
        });
      for (const [table, row] of changes) keep(table, row, fact);
    } catch (error) {
      parkedKeys.add(key);
      effects.parked.push({ pos: fact.pos, key: fact.key, reason: String(error) });
    }
  }

  function keep(table: ReadTable, row: Record<string, unknown>, fact: Fact): void {
    const stored: StoredRow = {
      ...row,
      knownFrom: fact.knownAt,
      knownTo: OPEN,
      source: fact.service,
      partition: fact.partition,
      pos: fact.pos,
    };
    if (table.mode === 'VERSIONED') {
      const identity = identityOf(table, row);
      const id = `${table.name}${identity}`;
      const before = latest.get(id);
      if (before) before.knownTo = fact.knownAt;
      else if (openRows(table, identity) !== undefined) {
        const ended = { identity: table.identity.map((name) => row[name]), at: fact.knownAt };
        listOf(effects.ended, table.name).push(ended);
      }
      latest.set(id, stored);
    }
    listOf(effects.rows, table.name).push(stored);
  }

  return { apply, effects };
}

/** The reducers for a fact; none where the projection does not care for its type. Throws HaltedError on a newer version. */
export function reducersOf(
  { service, reducers }: Projection,
  fact: Fact,
): Projection['reducers'][string] {
  const known = reducers[fact.type];
  if (known) return known;
  const type = parseFactType(fact.type);
  for (let version = (type?.version ?? 1) - 1; version > 0; version -= 1) {
    if (reducers[`${type!.service}.${type!.name}.v${version}`]) {
      throw new HaltedError(`${fact.type} is newer than this version of ${service} reads`);
    }
  }
  return [];
}

export const reduceOf = (reducer: Reducer | Reduction): Reducer =>
  typeof reducer === 'function' ? reducer : reducer.reduce;

function listOf<Item>(lists: Map<string, Item[]>, name: string): Item[] {
  let list = lists.get(name);
  if (!list) lists.set(name, (list = []));
  return list;
}
