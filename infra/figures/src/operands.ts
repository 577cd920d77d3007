import type { Ratio } from '@qianfan/schema/kernel/ratio';
import { isBuilt } from './capabilities.ts';
import { operandsOf } from './check.ts';
import type { Lookup } from '@qianfan/schema/formula/evaluate';
import { type CrossCheck, measuresOf, type Publication, type PublishedQuery } from './published.ts';
import { inBase } from './units.ts';

/** Whether all that a cross-check is about is there to be asked. */
export const isRunnable = ({ needs }: CrossCheck): boolean => isBuilt(...needs);

const letKey = ({ id }: CrossCheck, name: string): string => `${id}.${name}`;

/** Everything that the system is asked for, by the name under which it is known here. */
export function queriesOf(publication: Publication): Map<string, PublishedQuery> {
  const queries = new Map<string, PublishedQuery>();
  for (const { id, expect, needs, query } of measuresOf(publication)) {
    if ((expect === 'COMPUTED' || expect === 'CONTRADICTED') && isBuilt(needs)) {
      queries.set(id, query);
    }
  }
  const bases = new Map(publication.replay_bases.map(({ name, query }) => [name, query]));
  for (const crossCheck of publication.cross_checks.filter(isRunnable)) {
    for (const name of operandsOf(crossCheck)) {
      const own = crossCheck.let?.[name];
      const base = bases.get(name);
      if (own) queries.set(letKey(crossCheck, name), own);
      else if (base) queries.set(name, base);
    }
  }
  return queries;
}

/**
 * What the names of a cross-check stand for: the system's value where it computes one, else the print. `valueOf`: the
 * system's value of what `queriesOf` names, null where it has none, undefined for anything else.
 */
export function lookupOf(
  publication: Publication,
  crossCheck: CrossCheck,
  valueOf: (key: string) => Ratio | null | undefined,
): Lookup {
  const prints = printsOf(publication);
  // The print that the system contradicts stands for itself.
  const claims = new Set(
    measuresOf(publication).flatMap(({ id, expect }) => (expect === 'COMPUTED' ? [] : [id])),
  );
  return (name) => {
    if (crossCheck.let?.[name]) return valueOf(letKey(crossCheck, name)) ?? null;
    const computed = claims.has(name) ? undefined : valueOf(name);
    return computed === undefined ? prints(name) : computed;
  };
}

/** What was printed, or must be submitted, in base units; null for what was not. */
export function printsOf({ units, figures, replay_bases: bases }: Publication): Lookup {
  const printed = new Map(
    [...figures.map(({ id, ...it }) => ({ name: id, ...it })), ...bases].map(
      ({ name, value, unit }) => [name, { value, unit }],
    ),
  );
  return (name) => {
    const found = printed.get(name);
    return found ? inBase(units, found.value, found.unit) : null;
  };
}
