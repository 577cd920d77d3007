import { Migration0001_journal } from './Migration0001_journal.ts';

/** All migrations of this service, in order. */
export const migrations = { Migration0001_journal };
