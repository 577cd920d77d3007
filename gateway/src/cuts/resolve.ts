import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import { type Asked, wantedOf } from './asked.ts';
import type { CurrentCut } from './current.ts';

const WAIT_MS = 2000;

/**
 * The one instant at which a whole request reads. An instant that services have not reached yet is waited for.
 * @throws NOT_YET_AVAILABLE where it is not reached within two seconds, and all that `wantedOf` throws
 */
export async function resolveCut(
  asked: Asked,
  current: Pick<CurrentCut, 'now' | 'reached'>,
  now: Instant,
): Promise<Instant> {
  const wanted = wantedOf(asked, now);
  const needed = wanted.basis === 'AS_OF' ? wanted.at : wanted.atLeast;
  const at = current.now();
  const isReached = at !== undefined && at >= needed;
  if (!isReached && !(await current.reached(needed, WAIT_MS))) {
    const text = asked.asOf ?? asked.minCut ?? formatInstant(now);
    throw requestRefusal('NOT_YET_AVAILABLE', { wanted: text });
  }
  return wanted.basis === 'AS_OF' ? wanted.at : current.now()!;
}
