import { ROLES } from '@qianfan/schema/kernel/decider';
import { isStorable } from '@qianfan/schema/kernel/text';
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

/**
 * `sub` goes into the hash of every fact that its bearer causes. Whatever JSON else it may be, a number or a text that
 * cannot be stored, would be read back as something else, and break the chain for ever.
 */
const isActor = (sub: unknown): sub is string =>
  typeof sub === 'string' && sub !== '' && sub.length <= 200 && isStorable(sub);

/** The principal that verified claims name; `undefined` where a claim is missing or malformed. */
export function principalOf(claims: JWTPayload): Principal | undefined {
  const { sub, role, institution, jurisdiction, synthetic = false } = claims;
  const known = ROLES.find((name) => name === role);
  if (!known || !isActor(sub) || typeof synthetic !== 'boolean') return undefined;
  if (typeof institution !== 'string' || !INSTITUTION.test(institution)) return undefined;
  if (typeof jurisdiction !== 'string' || !JURISDICTION.test(jurisdiction)) return undefined;
  return Object.freeze({ role: known, institution, jurisdiction, actor: sub, synthetic });
}
