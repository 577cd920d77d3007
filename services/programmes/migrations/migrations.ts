import { Migration0001_journal } from './Migration0001_journal.ts';
import { Migration0002_state_versions } from './Migration0002_state_versions.ts';

/** All migrations of this service, in order. */
export const migrations = { Migration0001_journal, Migration0002_state_versions };
