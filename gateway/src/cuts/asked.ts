import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import {
  dayOf,
  formatInstant,
  type Instant,
  parseInstant,
  parseMoment,
} from '@qianfan/schema/kernel/instant';
import { isDate } from '@qianfan/schema/kernel/period';

/** As-Of and Min-Cut as they were stated, by header or by the request's `extensions`. */
export interface Asked {
  asOf?: string | undefined;
  minCut?: string | undefined;
}

/** Where a request wants to read. */
export type Wanted =
  /** At the current cut, once that is `atLeast` so late. */
  { basis: 'CURRENT'; atLeast: Instant } | { basis: 'AS_OF'; at: Instant };

/** Both statements of one thing as one. @throws BAD_USER_INPUT where they contradict each other */
export function mergeAsked(header: Asked, extensions: Record<string, unknown> = {}): Asked {
  const pick = (name: keyof Asked): string | undefined => {
    const stated = extensions[name];
    if (stated === undefined || stated === null) return header[name];
    if (typeof stated !== 'string') {
      const found = JSON.stringify(stated);
      throw requestRefusal(name === 'asOf' ? 'BAD_AS_OF' : 'BAD_MIN_CUT', { found });
    }
    if (header[name] !== undefined && header[name] !== stated) {
      throw requestRefusal('BAD_USER_INPUT', { what: `${name}: ${header[name]} ≠ ${stated}` });
    }
    return stated;
  };
  return { asOf: pick('asOf'), minCut: pick('minCut') };
}

/**
 * The instant that a request wants. A bare date is the end of that day in Asia/Shanghai, today's is the current cut.
 * @throws BAD_AS_OF for what is neither date nor instant, BAD_MIN_CUT for what is no instant, FUTURE_AS_OF for what is after `now`,
 *   BAD_USER_INPUT for an As-Of before the Min-Cut
 */
export function wantedOf({ asOf, minCut }: Asked, now: Instant): Wanted {
  const atLeast = minCut === undefined ? 0 : instantOf(minCut, 'BAD_MIN_CUT');
  if (asOf === undefined) return { basis: 'CURRENT', atLeast };
  if (isDate(asOf) && asOf === dayOf(now)) return { basis: 'CURRENT', atLeast };

  const at = instantOf(asOf, 'BAD_AS_OF');
  if (at > now) throw requestRefusal('FUTURE_AS_OF', { asOf, cut: formatInstant(now) });
  if (at < atLeast) throw requestRefusal('BAD_USER_INPUT', { what: 'As-Of < Min-Cut' });
  return { basis: 'AS_OF', at };
}

function instantOf(text: string, otherwise: 'BAD_AS_OF' | 'BAD_MIN_CUT'): Instant {
  const instant = otherwise === 'BAD_AS_OF' ? parseMoment(text) : parseInstant(text);
  if (instant === undefined) throw requestRefusal(otherwise, { found: text });
  return instant;
}
