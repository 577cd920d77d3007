import type { Service } from '@qianfan/schema/kernel/fact';

export interface TestDatabase {
  /** The superuser's URL of this database. */
  adminUrl: string;
  /** Each service's own URL, as in production. */
  urls: Record<Service, string>;
  /** Also done for whatever is left when the run ends. */
  drop: () => Promise<void>;
}

/**
 * A fresh provisioned database on the one Postgres of this test run (started at the first call). Some 50 ms each.
 * Only inside vitest: the run's own process owns the server (tests/setup/database-server.ts).
 */
export async function testDatabase(): Promise<TestDatabase> {
  const made = await ask('/create');
  const { adminUrl, urls } = (await made.json()) as Omit<TestDatabase, 'drop'>;
  return { adminUrl, urls, drop: async () => void (await ask('/drop', adminUrl)) };
}

async function ask(path: string, body = ''): Promise<Response> {
  const server = process.env['QIANFAN_TEST_DATABASES'];
  if (!server) throw new Error('testDatabase() works inside vitest only');
  const answer = await fetch(server + path, { method: 'POST', body });
  if (!answer.ok) throw new Error(`No test database: ${await answer.text()}`);
  return answer;
}
