import type { Instant } from '@qianfan/schema/kernel/instant';
import { jwtVerify } from 'jose';
import { requestRefusal } from '../subgraph/errors.ts';
import { AUDIENCE, principalOf } from './claims.ts';
import { KeysUnavailable, openKeys } from './keys.ts';
import type { Principal } from './principal.ts';

/**
 * Who a request's `authorization` header names. UNAUTHENTICATED where it is missing, malformed, forged or expired;
 * UNAVAILABLE where the issuer's keys cannot be had, so that nobody can tell.
 */
export type Verify = (authorization: string | undefined, at?: Instant) => Promise<Principal>;

const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];
const CACHED = 10_000;
/** A key that was taken out of the key set stops working after this long. */
const TRUST_SECONDS = 300;

interface Known {
  principal: Principal;
  /** Seconds since 1970. */
  until: number;
}

/**
 * Verifies bearer tokens against the keys in a JWKS file or at a JWKS URL. Once verified, a token is trusted until it
 * expires, at most five minutes, without a further look at its signature.
 */
export function createVerifier({ jwks, issuer }: { jwks: string; issuer: string }): Verify {
  const keys = openKeys(jwks);
  const known = new Map<string, Known>();

  return async (authorization, at = Date.now() * 1000) => {
    const now = at / 1_000_000;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw requestRefusal('UNAUTHENTICATED');
    const cached = known.get(token);
    if (cached && now < cached.until) return cached.principal;
    known.delete(token);

    const verified = await jwtVerify(token, keys, {
      issuer,
      audience: AUDIENCE,
      algorithms: ALGORITHMS,
      currentDate: new Date(now * 1000),
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      if (error instanceof KeysUnavailable)
        throw requestRefusal('UNAVAILABLE', { service: 'JWKS' });
      return undefined;
    });
    const principal = verified && principalOf(verified.payload);
    if (!principal) throw requestRefusal('UNAUTHENTICATED');

    if (known.size >= CACHED) known.delete(known.keys().next().value!);
    const until = Math.min(verified.payload.exp!, now + TRUST_SECONDS);
    known.set(token, { principal, until });
    return principal;
  };
}
