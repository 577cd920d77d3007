import { createPool } from '@qianfan/kit/postgres/pool';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { type Instant, parseInstant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { allFacts } from '../support/facts.ts';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';

export let system: TestSystem;
export let facts: Fact<any>[];

/** For a suite that compares answers with the raw facts: `system` and all its `facts` are there while its tests run. */
export function factsSuite(): void {
  let journals: Pool;
  beforeAll(async () => {
    system = await startSystem();
    journals = createPool(system.database.adminUrl);
    facts = await allFacts(journals);
  });
  afterAll(async () => {
    await journals?.end();
    await system?.stop();
  });
}

export const cutOf = ({ extensions }: Answer): Instant => parseInstant(extensions!.cut!.at)!;
