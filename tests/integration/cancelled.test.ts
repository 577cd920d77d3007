import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '@qianfan/gateway/server';
import { PATIENCE } from '@qianfan/gateway/services/life';
import { compose } from '@qianfan/generate/compose';
import type { Writer } from '@qianfan/kit/commands/writer';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { openOrm } from '@qianfan/kit/postgres/orm';
import { createPool } from '@qianfan/kit/postgres/pool';
import { requestContexts } from '@qianfan/kit/subgraph/contexts';
import { subgraphSdl } from '@qianfan/kit/subgraph/schema';
import { startSubgraph } from '@qianfan/kit/subgraph/server';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { testDatabase } from '@qianfan/kit/testing/database';
import { Sleeper, sleepers, sleepersIn } from '@qianfan/kit/testing/sleepers.graphql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStranger } from '../contracts/nonsense.fixture.ts';

const SCHEMA = 'banks_read_sleeper';
const PATIENTLY = { timeout: 20_000 };
const logger = createLogger('test', 'silent');

const ends: (() => Promise<unknown>)[] = [];
let admin: Pool;
let patient: string;
let impatient: string;
let authorization: string;

beforeAll(async () => {
  const state = await mkdtemp(join(tmpdir(), 'qianfan-cancelled-'));
  ends.push(() => rm(state, { recursive: true }));
  const database = await testDatabase();
  ends.push(database.drop);
  admin = createPool(database.adminUrl);
  ends.push(() => admin.end());
  const url = database.urls.banks;
  const owner = createPool(url);
  ends.push(() => owner.end());
  await owner.query(`create schema ${SCHEMA}`);
  await owner.query(sleepersIn(SCHEMA));
  const orm = await openOrm({ url, service: 'banks', entities: [Sleeper], migrations: {} });
  ends.push(() => orm.close(true));
  const writer = {} as Writer;
  const contexts = requestContexts({ orm, url, service: 'banks', schema: SCHEMA, writer });
  ends.push(contexts.close);

  const issuer = await openIssuer(state);
  const verify = createVerifier(issuer);
  authorization = `Bearer ${await issuer.mintToken(demoAccounts.regulator)}`;
  const subgraph = await startSubgraph({
    definition: sleepers,
    verify,
    contextFor: contexts.of,
    awaitCut: async () => true,
    currentCut: () => Date.now() * 1000,
    notReady: () => undefined,
    logger,
  });
  ends.push(subgraph.close);
  const stranger = await openStranger();
  ends.push(stranger.close);
  const supergraph = compose([{ name: 'banks', sdl: subgraphSdl(sleepers) }]);
  const gateway = async (query: number) => {
    const { url: at, close } = await startGateway({
      supergraph,
      services: { regulators: stranger.url, banks: subgraph.url, programmes: stranger.url },
      verify,
      logger,
      patience: { ...PATIENCE, query },
    });
    ends.push(close);
    return at;
  };
  patient = await gateway(600_000);
  impatient = await gateway(2_000);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function ask(gateway: string, query: string, signal?: AbortSignal) {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as { data: unknown; errors?: any[] };
}

/** Statements that sleep, whoever runs them. */
async function sleeping(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where state = 'active' and query like '%sleepers%' and pid <> pg_backend_pid()
       and datname = current_database()`,
  );
  return rows[0]!.count;
}

describe.each(['byStatement', 'byRecord'])('a request that reads %s', (field) => {
  it('leaves no statement behind when its client goes', async () => {
    const client = new AbortController();
    const asked = ask(patient, `{ ${field} }`, client.signal);
    await expect.poll(sleeping, PATIENTLY).toBe(1);
    client.abort();
    await expect(asked).rejects.toThrow('abort');
    await expect.poll(sleeping, PATIENTLY).toBe(0);
  });

  it('leaves none when its time is over, and says so', async () => {
    const { data, errors } = await ask(impatient, `{ ${field} atOnce }`);
    expect(data).toEqual({ [field]: null, atOnce: null });
    expect(errors).toMatchObject([
      { path: [field], extensions: { code: 'TIMEOUT' } },
      { path: ['atOnce'], extensions: { code: 'TIMEOUT' } },
    ]);
    await expect.poll(sleeping, PATIENTLY).toBe(0);
  });

  it('never begins one that still waited for a connection', async () => {
    const client = new AbortController();
    const asked = Array.from({ length: 40 }, () => ask(patient, `{ ${field} }`, client.signal));
    const most = field === 'byRecord' ? 10 : 20;
    await expect.poll(sleeping, PATIENTLY).toBe(most);
    client.abort();
    const ended = await Promise.allSettled(asked);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['rejected']));
    await expect.poll(sleeping, PATIENTLY).toBe(0);
    expect(await ask(patient, '{ atOnce }')).toMatchObject({ data: { atOnce: 'here' } });
    expect(await sleeping()).toBe(0);
  });
});
