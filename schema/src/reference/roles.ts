import type { OrganisationRegistered } from '../facts/regulators.ts';
import type { Role } from '../kernel/decider.ts';
import type { ReferenceView } from './reference.ts';

type Kind = OrganisationRegistered['kind'];

/** Which kinds of organisation somebody in a role may speak for. */
const SPEAKS_FOR: Readonly<Record<Role, readonly Kind[]>> = {
  REGULATOR: ['REGULATOR'],
  AUDITOR: ['REGULATOR'],
  IMPORTER: ['REGULATOR'],
  BANK: ['BANK', 'BANK_GROUP'],
  INSURER: ['INSURER'],
  PROGRAMME: ['PROGRAMME', 'REGULATOR'],
  PROGRAMME_REGION: ['PROGRAMME', 'REGULATOR'],
  AUTHORITY: ['REGULATOR', 'PROGRAMME'],
  ASSOCIATION: ['ASSOCIATION'],
  GUARANTOR: ['GUARANTOR'],
  SERVICE: [],
  PUBLIC: [],
};

/**
 * Whether a role goes with what the register says of an institution: a token that makes a bank's clerk a regulator opens
 * nothing. Of whom the register knows nothing nobody can say so: the first token is there before the first fact.
 */
export function speaksFor(
  view: Pick<ReferenceView, 'organisation'>,
  role: Role,
  institution: string,
): boolean {
  const organisation = view.organisation(institution)?.value;
  return organisation === undefined || SPEAKS_FOR[role].includes(organisation.kind);
}
