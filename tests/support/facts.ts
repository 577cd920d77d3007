import { readFacts, readHeads } from '@qianfan/kit/journal/read';
import { type Fact, SERVICES } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';

/** All facts of all journals; the pool must be allowed to read each of them. */
export async function allFacts(journals: Pool): Promise<Fact<any>[]> {
  const pages = SERVICES.map(async (service) => {
    const heads = await readHeads(journals, service);
    return Promise.all(
      heads.map(({ partition }) => readFacts(journals, service, partition, 0, 1_000_000)),
    );
  });
  return (await Promise.all(pages)).flat(2);
}
