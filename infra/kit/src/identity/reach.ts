import { PROVINCE } from '@qianfan/schema/catalogue/dimensions';
import { liesIn } from '@qianfan/schema/codelists/areas';
import type { Role } from '@qianfan/schema/kernel/decider';
import type { Principal } from './principal.ts';

/**
 * What can be reached. BANK: what banks and insurers hold (submissions, loans, covers). PROGRAMME: what programmes hold
 * about them (filings, participations), and the register of institutions. COMMAND: who was refused what. JOURNAL: the
 * whole of a service's facts, for an audit.
 */
export type Records = 'BANK' | 'PROGRAMME' | 'COMMAND' | 'JOURNAL';

/**
 * PROVINCE: all, for whoever watches over the whole province. AREA: what lies in the own jurisdiction, for all of the
 * province where that is it. OWN: what is the own institution's.
 */
type Extent = 'PROVINCE' | 'AREA' | 'OWN';

/** The first that holds of somebody; nothing for who is not named here, so that a new role reaches nothing until it is. */
const REACHES: Readonly<Record<Role, Readonly<Record<Records, readonly Extent[]>>>> = {
  REGULATOR: {
    BANK: ['AREA'],
    PROGRAMME: ['AREA'],
    COMMAND: ['PROVINCE', 'OWN'],
    JOURNAL: ['PROVINCE'],
  },
  AUDITOR: {
    BANK: ['AREA'],
    PROGRAMME: ['AREA'],
    COMMAND: ['PROVINCE', 'OWN'],
    JOURNAL: ['PROVINCE'],
  },
  IMPORTER: { BANK: ['AREA'], PROGRAMME: ['AREA'], COMMAND: ['PROVINCE', 'OWN'], JOURNAL: [] },
  BANK: { BANK: ['OWN'], PROGRAMME: ['OWN'], COMMAND: ['OWN'], JOURNAL: [] },
  INSURER: { BANK: ['OWN'], PROGRAMME: ['OWN'], COMMAND: ['OWN'], JOURNAL: [] },
  PROGRAMME: { BANK: [], PROGRAMME: ['AREA'], COMMAND: ['OWN'], JOURNAL: [] },
  PROGRAMME_REGION: { BANK: [], PROGRAMME: ['AREA'], COMMAND: ['OWN'], JOURNAL: [] },
  AUTHORITY: { BANK: [], PROGRAMME: [], COMMAND: ['OWN'], JOURNAL: [] },
  ASSOCIATION: { BANK: [], PROGRAMME: [], COMMAND: ['OWN'], JOURNAL: [] },
  GUARANTOR: { BANK: [], PROGRAMME: [], COMMAND: ['OWN'], JOURNAL: [] },
  SERVICE: { BANK: [], PROGRAMME: [], COMMAND: ['OWN'], JOURNAL: [] },
  PUBLIC: { BANK: [], PROGRAMME: [], COMMAND: [], JOURNAL: [] },
};

/** Whose records of a kind somebody reaches, and where. */
export type Reach =
  | { extent: 'ALL' }
  | { extent: 'AREA'; area: string }
  | { extent: 'OWN'; institution: string }
  | { extent: 'NONE' };

/** Whether a jurisdiction is the whole province: this one, and not any other of two digits. */
export const isWhole = (jurisdiction: string): boolean => jurisdiction === PROVINCE;

/** What a principal reaches of a kind of records; the one place that says so, for queries, commands, audit and streams. */
export function reach({ role, institution, jurisdiction }: Principal, records: Records): Reach {
  // a role that this code does not know may stand in a token all the same
  const extents: readonly Extent[] = REACHES[role]?.[records] ?? [];
  const extent = extents.find((it) => it !== 'PROVINCE' || isWhole(jurisdiction));
  if (extent === undefined) return { extent: 'NONE' };
  if (extent === 'OWN') return { extent, institution };
  return isWhole(jurisdiction) ? { extent: 'ALL' } : { extent: 'AREA', area: jurisdiction };
}

/** Whether an area lies in what is reached; that of an institution is not asked where its own is. */
export const reaches = (within: Reach, area: string): boolean =>
  within.extent === 'AREA' ? liesIn(area, within.area) : within.extent !== 'NONE';

/** Roles that act for an institution, whose own it is that they change; whoever else is bounded by the jurisdiction. */
const ACTS_FOR_INSTITUTION: ReadonlySet<Role> = new Set([
  'BANK',
  'INSURER',
  'PROGRAMME',
  'ASSOCIATION',
  'GUARANTOR',
  'SERVICE',
]);

/** Whether a principal may change what lies in an area; `36`: what is the whole province's. */
export const actsOver = (
  { role, jurisdiction }: Pick<Principal, 'role' | 'jurisdiction'>,
  area: string,
): boolean => ACTS_FOR_INSTITUTION.has(role) || liesIn(area, jurisdiction);
