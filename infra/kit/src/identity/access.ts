import type { Role } from '@qianfan/schema/kernel/decider';
import type { RequestContext } from '../subgraph/context.ts';
import { refusal } from '../subgraph/errors.ts';
import type { Principal } from './principal.ts';

type Asking = Pick<RequestContext, 'principal'>;

/**
 * Whose records are asked for. BANK: what banks and insurers hold (submissions, loans, covers), closed to programmes.
 * PROGRAMME: what programmes hold about them (filings, participations), open to programmes for all banks.
 */
export type Records = 'BANK' | 'PROGRAMME';

const SEES_ALL: Record<Records, ReadonlySet<Role>> = {
  BANK: new Set(['REGULATOR', 'AUDITOR', 'IMPORTER']),
  PROGRAMME: new Set(['REGULATOR', 'AUDITOR', 'IMPORTER', 'PROGRAMME']),
};

/** The principal of a request; UNAUTHENTICATED without one. */
export function requirePrincipal(context: Asking): Principal {
  if (!context.principal) throw refusal('UNAUTHENTICATED');
  return context.principal;
}

/** The principal, if its role is one of these; FORBIDDEN otherwise. */
export function requireRole(context: Asking, ...roles: readonly Role[]): Principal {
  const principal = requirePrincipal(context);
  if (!roles.includes(principal.role)) throw refusal('FORBIDDEN', { what: principal.role });
  return principal;
}

/** ALL where the principal sees the records of every institution, OWN where those of its own alone. */
export function scopeOf(context: Asking, records: Records = 'BANK'): 'ALL' | 'OWN' {
  return SEES_ALL[records].has(requirePrincipal(context).role) ? 'ALL' : 'OWN';
}

/**
 * Call it before any look-up of records that name an institution: FORBIDDEN, never null and never the row, where they
 * are another's. The answer must not depend on whether the record exists.
 */
export function own(context: Asking, institution: string, records: Records = 'BANK'): Principal {
  const principal = requirePrincipal(context);
  if (scopeOf(context, records) === 'ALL') return principal;
  const isOwner = principal.role !== 'PROGRAMME' && principal.institution === institution;
  if (!isOwner) throw refusal('FORBIDDEN', { what: institution });
  return principal;
}

/** The institution in an opaque id such as `BNK_ICBC_JX/L-0001`, checked as `own` does. */
export function ownId(context: Asking, id: string, records: Records = 'BANK'): Principal {
  return own(context, id.slice(0, Math.max(0, id.indexOf('/'))), records);
}

/**
 * Whose commands a principal may read, of those asked for; no `sender` = everybody's. Who watches over the whole province
 * sees all; whoever else, a regulator of a part of it among them, its own: FORBIDDEN for another's, whether there are any.
 */
export function commandsInReach(
  context: Asking,
  asked?: string,
): { scope: 'ALL' | 'OWN'; sender?: string } {
  const { role, institution, jurisdiction } = requirePrincipal(context);
  const watches = role === 'AUDITOR' || role === 'IMPORTER';
  if (watches || (role === 'REGULATOR' && jurisdiction.length <= 2)) {
    return { scope: 'ALL', ...(asked !== undefined && { sender: asked }) };
  }
  if (asked !== undefined && asked !== institution) throw refusal('FORBIDDEN', { what: asked });
  return { scope: 'OWN', sender: institution };
}

/** FORBIDDEN where a regulator asks for an area (GB/T 2260 code) outside its jurisdiction. */
export function withinJurisdiction(context: Asking, area: string): Principal {
  const principal = requirePrincipal(context);
  if (principal.role === 'REGULATOR' && !area.startsWith(principal.jurisdiction)) {
    throw refusal('FORBIDDEN', { what: area });
  }
  return principal;
}
