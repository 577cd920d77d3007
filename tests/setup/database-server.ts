import { startPostgres, type Postgres } from '@qianfan/kit/postgres/embedded';
import { provision } from '@qianfan/kit/postgres/provision';
// Journeys start services from dist/.
import { build } from '../../infra/build.mjs';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';

/**
 * One Postgres for the whole run, started when a test first asks for a database: suites that need none pay nothing.
 * Tests ask over HTTP (infra/kit/src/testing/database.ts), because they run in processes of their own.
 */
class TestDatabases {
  #postgres: Promise<Postgres> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #made = 0;
  readonly #folder = mkdtempSync(join(tmpdir(), 'qianfan-test-'));

  constructor() {
    chmodSync(this.#folder, 0o755); // as root, Postgres may run as another user
  }

  /** One at a time: Postgres copies a template only while nobody else does. */
  create(): Promise<object> {
    const next = this.#queue.then(() => this.#create());
    this.#queue = next.catch(() => {});
    return next;
  }

  async #create() {
    this.#postgres ??= this.#start();
    const { url } = await this.#postgres;
    this.#made += 1;
    const adminUrl = withDatabase(url, `test_${this.#made}`);
    await run(url, `create database test_${this.#made} template ${TEMPLATE}`);
    return { adminUrl, urls: await provision(adminUrl) };
  }

  async #start() {
    const postgres = await startPostgres({ dataDir: join(this.#folder, 'data'), durable: false });
    await provision(withDatabase(postgres.url, TEMPLATE));
    return postgres;
  }

  async drop(adminUrl: string) {
    const { url } = await this.#postgres!;
    await run(url, `drop database ${new URL(adminUrl).pathname.slice(1)} with (force)`);
  }

  async stop() {
    await (await this.#postgres)?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const TEMPLATE = 'provisioned';

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function run(url: string, statement: string) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function serve(): Promise<{ server: Server; databases: TestDatabases }> {
  await build();
  const databases = new TestDatabases();
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request);
      const answer =
        request.url === '/create' ? await databases.create() : await databases.drop(body);
      response.end(JSON.stringify(answer ?? {}));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.env['QIANFAN_TEST_DATABASES'] = `http://127.0.0.1:${port}`; // workers inherit it
  return { server, databases };
}

interface Shared {
  users: number;
  serving: ReturnType<typeof serve>;
}

/** Every vitest project runs this set-up in the same process; they share one server all the same. */
export default async function setup() {
  const realm = globalThis as { qianfanTestDatabases?: Shared };
  const shared = (realm.qianfanTestDatabases ??= { users: 0, serving: serve() });
  shared.users += 1;
  const { server, databases } = await shared.serving;
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete realm.qianfanTestDatabases;
    server.close();
    await databases.stop();
  };
}
