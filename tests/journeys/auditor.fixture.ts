import { createPool } from '@qianfan/kit/postgres/pool';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { regulators } from '@qianfan/regulators/regulators';
import type { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

export const REGULATORS = readSchema('regulators', regulators.projection.version);

export let system: TestSystem;
/** The superuser: whoever can change everything that lies in the database. */
export let db: Pool;

export const auditor = (...argv: string[]) => qianfan(system, ['--account', 'auditor', ...argv]);

/** For a suite of the auditor: `system` and `db` are there while its tests run. */
export function auditorSuite(): void {
  beforeAll(async () => {
    system = await startSystem();
    db = createPool(system.database.adminUrl);
  });
  afterAll(async () => {
    await db?.end();
    await system?.stop();
  });
}
