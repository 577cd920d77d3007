import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playDemo } from '@qianfan/demo/play';
import { banks } from '@qianfan/banks/banks';
import { startGateway } from '@qianfan/gateway/server';
import { type DemoAccount, demoAccounts } from '@qianfan/kit/identity/accounts';
import { type LocalIssuer, openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { runService, type Running } from '@qianfan/kit/run';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { testDatabase, type TestDatabase } from '@qianfan/kit/testing/database';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import { migrations as banksMigrations } from '../../services/banks/migrations/migrations.ts';
import { migrations as programmesMigrations } from '../../services/programmes/migrations/migrations.ts';
import { migrations as regulatorsMigrations } from '../../services/regulators/migrations/migrations.ts';

export interface SystemOptions {
  /** kafka: the brokers of KAFKA_BROKERS, or those given here. */
  transport?: 'direct' | 'kafka';
  brokers?: readonly string[];
  /** Play the demonstration and close history; default true. */
  demo?: boolean;
}

export interface Answer<Data = any> {
  data: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: { cut?: { at: string } };
}

export interface TestSystem {
  /** The gateway. */
  url: string;
  /** Each service's own address, and its command port. */
  services: Record<Service, Running>;
  database: TestDatabase;
  /** A folder with `accounts/<name>.jwt`, as `npm start` leaves it. */
  state: string;
  token: (account: DemoAccount) => string;
  query: <Data = any>(
    document: string,
    variables?: Record<string, unknown>,
    options?: { as?: DemoAccount; asOf?: string; minCut?: string; url?: string },
  ) => Promise<Answer<Data>>;
  /** Stops the services, does something to what they keep, and starts them again at their addresses. */
  restart: (
    meanwhile: () => Promise<void>,
    transport?: 'direct' | 'kafka',
    definitions?: Partial<Definitions>,
  ) => Promise<void>;
  stop: () => Promise<void>;
}

export type Definitions = Record<Service, ServiceDefinition>;

const DEFINITIONS: Definitions = { regulators, banks, programmes };
const MIGRATIONS: Record<Service, Parameters<typeof runService>[2]> = {
  regulators: regulatorsMigrations,
  banks: banksMigrations,
  programmes: programmesMigrations,
};

const SUPERGRAPH = new URL('../../schema/graphql/supergraph.graphql', import.meta.url);

/** The whole system in this process over a database of its own: three services, the gateway, and the demonstration. */
export async function startSystem(options: SystemOptions = {}): Promise<TestSystem> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(options, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { transport = 'direct', brokers, demo = true }: SystemOptions,
  ends: (() => Promise<unknown>)[],
): Promise<Omit<TestSystem, 'stop'>> {
  const state = await mkdtemp(join(tmpdir(), 'qianfan-system-'));
  ends.push(() => rm(state, { recursive: true }));
  const database = await testDatabase();
  ends.push(database.drop);
  const issuer = await openIssuer(state);
  const tokens = await mintTokens(issuer, state);
  const logLevel = process.env['QIANFAN_LOG'] ?? 'fatal';
  const brokersOf = (carrier: SystemOptions['transport']) =>
    carrier === 'kafka' ? (brokers ?? process.env['KAFKA_BROKERS']?.split(',')) : undefined;

  const services = {} as Record<Service, Running>;
  const startService = async (
    service: Service,
    carrier: SystemOptions['transport'],
    port = 0,
    definition = DEFINITIONS[service],
  ) => {
    const config = {
      databaseUrl: database.urls[service],
      kafkaBrokers: brokersOf(carrier),
      host: '127.0.0.1',
      port,
    };
    const identity = { jwks: issuer.jwks, issuer: issuer.issuer, logLevel };
    const running = await runService(definition, { ...config, ...identity }, MIGRATIONS[service]);
    ends.push(running.stop);
    services[service] = running;
  };
  // All at once: each waits for the journals of the others that it reads.
  await Promise.all(SERVICES.map((service) => startService(service, transport)));
  const restart: TestSystem['restart'] = async (
    meanwhile,
    carrier = transport,
    definitions = {},
  ) => {
    const ports = SERVICES.map((service) => Number(new URL(services[service].url).port));
    for (const service of SERVICES) await services[service].stop();
    await meanwhile();
    await Promise.all(
      SERVICES.map((service, n) => startService(service, carrier, ports[n], definitions[service])),
    );
  };
  const gateway = await startGateway({
    supergraph: await readFile(SUPERGRAPH, 'utf8'),
    services: {
      regulators: services.regulators.url,
      banks: services.banks.url,
      programmes: services.programmes.url,
    },
    verify: createVerifier({ jwks: issuer.jwks, issuer: issuer.issuer }),
    logger: createLogger('gateway', logLevel),
    page: { dashboard: join(state, 'dashboard'), accounts: join(state, 'accounts') },
  });
  ends.push(gateway.close);
  const token = (account: DemoAccount): string => tokens.get(account)!;
  const query = queryOf(gateway.url, token);
  if (demo) {
    await playDemo({ url: gateway.url, token: token('importer') });
    await untilReadable(query);
  }
  return { url: gateway.url, services, database, state, token, query, restart };
}

/** History was just closed: every service has to hear of it before all of it can be read. */
async function untilReadable(query: TestSystem['query']): Promise<void> {
  const minCut = new Date().toISOString();
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const { errors } = await query('{ __schema { __typename } }', {}, { minCut });
    if (!errors) return;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error('the demonstration did not become readable');
}

async function mintTokens(
  issuer: LocalIssuer,
  state: string,
): Promise<ReadonlyMap<DemoAccount, string>> {
  const tokens = new Map<DemoAccount, string>();
  await mkdir(join(state, 'accounts'));
  for (const [name, principal] of Object.entries(demoAccounts)) {
    const token = await issuer.mintToken(principal);
    tokens.set(name as DemoAccount, token);
    await writeFile(join(state, 'accounts', `${name}.jwt`), token);
  }
  return tokens;
}

function queryOf(gateway: string, token: TestSystem['token']): TestSystem['query'] {
  return async (
    document,
    variables = {},
    { as = 'regulator', asOf, minCut, url = gateway } = {},
  ) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token(as)}`,
        ...(asOf !== undefined && { 'as-of': asOf }),
        ...(minCut !== undefined && { 'min-cut': minCut }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return (await response.json()) as Answer;
  };
}
