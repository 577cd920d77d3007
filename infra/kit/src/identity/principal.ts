import type { Role } from '@qianfan/schema/kernel/decider';

/** Who asks. Made from a verified token only; accompanies every command and every query. */
export interface Principal {
  role: Role;
  /** The organisation for which the principal acts: its own code (an authority's, for regulators and auditors). */
  institution: string;
  /** GB/T 2260 prefix that bounds what a regulator sees; `36` = the whole province. */
  jurisdiction: string;
  /** Opaque id of the person or program. */
  actor: string;
  /** An account of the demonstration: whatever it writes is marked synthetic. */
  synthetic: boolean;
}
