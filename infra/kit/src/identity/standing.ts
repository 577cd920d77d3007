import { requestRefusal } from '../subgraph/errors.ts';
import type { Principal } from './principal.ts';
import type { Verify } from './verify.ts';

/**
 * Verifies, and asks the register: FORBIDDEN for a genuine token whose role is not one of its institution. Before every
 * door of a service, so that nothing behind them has to ask.
 */
export const withStanding =
  (verify: Verify, speaksFor: (principal: Principal) => boolean): Verify =>
  async (authorization, at) => {
    const principal = await verify(authorization, at);
    if (speaksFor(principal)) return principal;
    throw requestRefusal('FORBIDDEN', { what: `${principal.role} ${principal.institution}` });
  };
