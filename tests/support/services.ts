import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayLine } from '@qianfan/schema/audit/replay';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { runService, type Running } from '@qianfan/kit/run';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { testDatabase } from '@qianfan/kit/testing/database';
import type { Service } from '@qianfan/schema/kernel/fact';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import type { Outcome } from '@qianfan/schema/kernel/receipt';

type Migrations = Parameters<typeof runService>[2];

/** Services over a database of their own, spoken to at their own subgraph ports: no gateway, no demonstration. */
export async function startServices(
  definitions: readonly (readonly [ServiceDefinition, Migrations])[],
) {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const state = await mkdtemp(join(tmpdir(), 'qianfan-services-'));
    ends.push(() => rm(state, { recursive: true }));
    const database = await testDatabase();
    ends.push(database.drop);
    const issuer = await openIssuer(state);
    const running = {} as Record<Service, Running>;
    const starting = definitions.map(async ([definition, migrations]) => {
      const config = {
        databaseUrl: database.urls[definition.service],
        kafkaBrokers: undefined,
        host: '127.0.0.1',
        port: 0,
        jwks: issuer.jwks,
        issuer: issuer.issuer,
        logLevel: process.env['QIANFAN_LOG'] ?? 'fatal',
      };
      const started = await runService(definition, config, migrations);
      ends.push(started.stop);
      running[definition.service] = started;
    });
    await Promise.all(starting);
    return { running, database, stop, ...doors(running, issuer.mintToken) };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface Asking {
  as?: Principal;
  /** The instant at which the request reads; the service's current cut unless told. */
  cut?: Instant;
}

export interface Answer<Data = any> {
  data: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
}

function doors(
  running: Record<Service, Running>,
  mintToken: (principal: Principal) => Promise<string>,
) {
  const importer = demoAccounts.importer;
  let sent = 0;
  let lastKnownAt = 0;

  /** Decides commands one after the other; `knownAt` is stated by the importer only. */
  async function submit(
    commands: readonly (readonly [type: string, body: object])[],
    { as = importer, knownAt }: { as?: Principal; knownAt?: Instant } = {},
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [type, body] of commands) {
      sent += 1;
      const { writer } = running[type.split('.')[0] as Service];
      const times = knownAt === undefined ? {} : { knownAt, receivedAt: knownAt };
      const [outcome] = await writer.submit(
        as,
        [{ id: `t-${sent}`, type, body, ...times }],
        'test',
      );
      outcomes.push(outcome!);
      if ('receipt' in outcome!) lastKnownAt = Math.max(lastKnownAt, outcome.receipt.knownAt);
    }
    return outcomes;
  }

  async function query<Data = any>(
    service: Service,
    document: string,
    variables: object = {},
    { as = demoAccounts.regulator, cut }: Asking = {},
  ): Promise<Answer<Data>> {
    const response = await fetch(`${running[service].url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await mintToken(as)}`,
        ...(cut !== undefined && { 'x-qianfan-cut': String(cut) }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }

  /** Resolves once everything that was submitted so far can be read at this service. */
  async function caughtUp(service: Service): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const response = await fetch(`${running[service].url}/cut`);
      const { cut } = (await response.json()) as { cut: number | null };
      if (cut !== null && cut >= lastKnownAt) return;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`${service} did not catch up`);
  }

  /** What the auditor's replay says: a rebuild as of an instant against what is served, and states against their folds. */
  async function replay(service: Service, until: Instant): Promise<ReplayLine[]> {
    const response = await fetch(`${running[service].url}/audit/replay`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await mintToken(demoAccounts.auditor)}`,
      },
      body: JSON.stringify({ until: formatInstant(until) }),
    });
    const lines = (await response.text()).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as ReplayLine);
  }

  return { submit, query, caughtUp, replay };
}
