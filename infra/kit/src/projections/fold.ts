import { type Fact, parseFactType } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { OPEN } from './entity.ts';
import { assertFits } from './fits.ts';
import type { Change, Projection } from './projection.ts';
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

/** Changes of facts whose reducers have run already. */
export type MadeChanges = Map<Fact, Change[]>;

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

  const current = (name: string, values: readonly unknown[]) => {
    const table = tableOf(name);
    const identity = JSON.stringify(values);
    return latest.get(`${name}${identity}`) ?? openRows(table, identity);
  };

  function apply(fact: Fact): void {
    const reducer = reducerOf(projection, fact);
    if (!reducer) return;
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
      const changes = (made?.get(fact) ?? reducer(fact, current)).map(({ table: name, row }) => {
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

/** The reducer for a fact; `undefined` where the projection does not care for its type. Throws HaltedError on a newer version. */
export function reducerOf(projection: Projection, fact: Fact) {
  const reducers = projection.reducers[fact.service] ?? {};
  const reducer = reducers[fact.type];
  if (reducer) return reducer;
  const type = parseFactType(fact.type);
  if (!type) return undefined;
  for (let version = type.version - 1; version > 0; version -= 1) {
    if (reducers[`${type.service}.${type.name}.v${version}`]) {
      throw new HaltedError(
        `${fact.type} is newer than this version of ${projection.service} reads`,
      );
    }
  }
  return undefined;
}

function listOf<Item>(lists: Map<string, Item[]>, name: string): Item[] {
  let list = lists.get(name);
  if (!list) lists.set(name, (list = []));
  return list;
}
