import { ROLES } from '@qianfan/schema/kernel/decider';
import type { JWTPayload } from 'jose';
import type { Principal } from './principal.ts';

export const AUDIENCE = 'qianfan';

const INSTITUTION = /^[A-Z0-9][A-Z0-9_]{0,63}$/;
const JURISDICTION = /^\d{2}(\d{2}(\d{2})?)?$/;

/** A principal as claims of a token; `sub` is the actor. */
export const claimsOf = ({ actor, ...claims }: Principal): JWTPayload => ({
  ...claims,
  sub: actor,
});

/** The principal that verified claims name; `undefined` where a claim is missing or malformed. */
export function principalOf(claims: JWTPayload): Principal | undefined {
  const { sub, role, institution, jurisdiction, synthetic = false } = claims;
  const known = ROLES.find((name) => name === role);
  if (!known || !sub || sub.length > 200 || typeof synthetic !== 'boolean') return undefined;
  if (typeof institution !== 'string' || !INSTITUTION.test(institution)) return undefined;
  if (typeof jurisdiction !== 'string' || !JURISDICTION.test(jurisdiction)) return undefined;
  return Object.freeze({ role: known, institution, jurisdiction, actor: sub, synthetic });
}
