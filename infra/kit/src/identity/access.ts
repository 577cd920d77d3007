import { areaNamed } from '@qianfan/schema/codelists/areas';
import type { RequestContext } from '../subgraph/context.ts';
import { refusal } from '../subgraph/errors.ts';
import type { Principal } from './principal.ts';
import { type Reach, reach, reaches, type Records } from './reach.ts';

type Asking = Pick<RequestContext, 'principal'>;

/** The principal of a request; UNAUTHENTICATED without one. */
export function requirePrincipal(context: Asking): Principal {
  if (!context.principal) throw refusal('UNAUTHENTICATED');
  return context.principal;
}

/** What whoever asks reaches of a kind of records. */
export const reachOf = (context: Asking, records: Records): Reach =>
  reach(requirePrincipal(context), records);

/** The same, for a question that is nothing to those who reach none: FORBIDDEN for them. */
export function requireReach(context: Asking, records: Records): Reach {
  const found = reachOf(context, records);
  if (found.extent === 'NONE') {
    throw refusal('FORBIDDEN', { what: requirePrincipal(context).role });
  }
  return found;
}

/** ALL where the principal sees the records of every institution (of its area), OWN where those of its own alone. */
export const scopeOf = (context: Asking, records: Records = 'BANK'): 'ALL' | 'OWN' =>
  ['ALL', 'AREA'].includes(reachOf(context, records).extent) ? 'ALL' : 'OWN';

/**
 * Call it before any look-up of records that name an institution: FORBIDDEN, never null and never the row, where they
 * are another's. The answer must not depend on whether the record exists.
 */
export function own(context: Asking, institution: string, records: Records = 'BANK'): Reach {
  const found = reachOf(context, records);
  const isOpen = found.extent === 'ALL' || found.extent === 'AREA';
  if (isOpen || (found.extent === 'OWN' && found.institution === institution)) return found;
  throw refusal('FORBIDDEN', { what: institution });
}

/** The institution in an opaque id such as `BNK_ICBC_JX/L-0001`, checked as `own` does. */
export function ownId(context: Asking, id: string, records: Records = 'BANK'): Reach {
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
  const found = requireReach(context, 'COMMAND');
  if (found.extent === 'ALL') {
    return { scope: 'ALL', ...(asked !== undefined && { sender: asked }) };
  }
  const { institution } = requirePrincipal(context);
  if (asked !== undefined && asked !== institution) throw refusal('FORBIDDEN', { what: asked });
  return { scope: 'OWN', sender: institution };
}

/** FORBIDDEN where somebody whose reach is an area asks for one (GB/T 2260 code) outside it. */
export function withinReach(context: Asking, area: string, records: Records = 'BANK'): void {
  const found = reachOf(context, records);
  if (found.extent === 'AREA' && !reaches(found, area)) throw refusal('FORBIDDEN', { what: area });
}

/**
 * The area of a list: what was asked for, bounded by what is reached; `undefined` = no bound. UNKNOWN_AREA for a code that
 * names none, which would show an empty list; FORBIDDEN outside the reach.
 */
export function areaInReach(
  context: Asking,
  named: string | undefined,
  records: Records = 'BANK',
): string | undefined {
  const found = reachOf(context, records);
  const asked = named === undefined ? undefined : areaNamed(named)?.code;
  if (named !== undefined && asked === undefined) {
    throw refusal('UNKNOWN_AREA', { code: named.slice(0, 64) });
  }
  if (found.extent !== 'AREA') return asked;
  // Around the own area only what lies in it is shown; beside it nothing may be asked.
  if (asked === undefined || found.area.startsWith(asked)) return found.area;
  withinReach(context, asked, records);
  return asked;
}
