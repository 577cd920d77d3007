import type { Instant } from '@qianfan/schema/kernel/instant';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { requestRefusal } from '../subgraph/errors.ts';
import { AUDIENCE, principalOf } from './claims.ts';
import { type KeySet, KeysUnavailable, openKeys } from './keys.ts';
import type { Principal } from './principal.ts';

/**
 * Who a request's `authorization` header names. UNAUTHENTICATED where it is missing, malformed, forged or expired;
 * UNAVAILABLE where the issuer's keys cannot be had, so that nobody can tell.
 */
export type Verify = (authorization: string | undefined, at?: Instant) => Promise<Principal>;

const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];
const CACHED = 10_000;

interface Known {
  principal: Principal;
  /** Seconds since 1970. */
  until: number;
}

/**
 * Verifies bearer tokens against the keys in a JWKS file or at a JWKS URL. Once verified, a token is trusted until it
 * expires, without a further look at its signature, as long as the key set is the one that it was verified with.
 * `clock` in milliseconds.
 */
export function createVerifier(
  { jwks, issuer }: { jwks: string; issuer: string },
  clock: () => number = Date.now,
): Verify {
  const keys = openKeys(jwks, clock);
  let known = new Map<string, Known>();
  let upon: KeySet | undefined;

  /** What was verified with another set says nothing any more. */
  function knownUpon(set: KeySet): Map<string, Known> {
    if (set !== upon) known = new Map();
    upon = set;
    return known;
  }

  async function claimsOf(token: string, set: KeySet, seconds: number): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, set.key, {
      issuer,
      audience: AUDIENCE,
      algorithms: ALGORITHMS,
      currentDate: new Date(seconds * 1000),
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  }

  async function verified(token: string, seconds: number): Promise<Known | undefined> {
    let set = await keys.current();
    const cached = knownUpon(set).get(token);
    if (cached && seconds < cached.until) return cached;
    const claims = await claimsOf(token, set, seconds).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      set = await keys.renewed();
      return claimsOf(token, set, seconds);
    });
    const principal = principalOf(claims);
    if (!principal) return undefined;
    const tokens = knownUpon(set);
    if (tokens.size >= CACHED) tokens.delete(tokens.keys().next().value!);
    const found = { principal, until: claims.exp! };
    tokens.set(token, found);
    return found;
  }

  return async (authorization, at = clock() * 1000) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw requestRefusal('UNAUTHENTICATED');
    const found = await verified(token, at / 1_000_000).catch((error: unknown) => {
      if (error instanceof KeysUnavailable)
        throw requestRefusal('UNAVAILABLE', { service: 'JWKS' });
      return undefined;
    });
    if (!found) throw requestRefusal('UNAUTHENTICATED');
    return found.principal;
  };
}
