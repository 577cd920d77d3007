import type { MikroORM } from '@mikro-orm/postgresql';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { hrtime } from 'node:process';
import type { Pool } from 'pg';
import { auditRoutes } from './audit/routes.ts';
import { followReference, NO_REFERENCE, type FollowedReference } from './commands/reference.ts';
import { openWriterPool } from './commands/store.ts';
import { createWriter, type Writer } from './commands/writer.ts';
import type { ServiceConfig } from './config.ts';
import { followCut } from './cuts/cut.ts';
import { readable } from './cuts/readable.ts';
import { withStanding } from './identity/standing.ts';
import { createVerifier } from './identity/verify.ts';
import { goLive } from './journal/mode.ts';
import { othersMigrated } from './journal/others.ts';
import { startTicker } from './journal/ticker.ts';
import { migrate, type MigrationClass, openOrm } from './postgres/orm.ts';
import { createPool } from './postgres/pool.ts';
import { entitiesOf } from './projections/entity.ts';
import { sourcesOf } from './projections/projection.ts';
import { ensureReadModel } from './projections/readmodel.ts';
import { rebuild } from './projections/rebuild.ts';
import { startRunner } from './projections/runner.ts';
import { readTables } from './projections/tables.ts';
import type { ServiceDefinition } from './service.ts';
import { requestContexts } from './subgraph/contexts.ts';
import { startSubgraph } from './subgraph/server.ts';
import { watchLag } from './telemetry/lag.ts';
import { createLogger, type Logger } from './telemetry/logger.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { troubleOf } from './telemetry/trouble.ts';
import { openCarriers } from './transport/carriers.ts';

/** How long a subgraph waits for a cut that its read model has not reached. */
const CUT_PATIENCE_MS = 1_000;

export interface Running {
  url: string;
  /** The command port, for whoever runs in the same process. */
  writer: Writer;
  stop: () => Promise<void>;
}

/**
 * Runs a service: journal, writer, projections, subgraph, and over Kafka its relay and intake. Everything that was started
 * is stopped in the opposite order, also when a later step fails.
 */
export async function runService(
  definition: ServiceDefinition,
  config: ServiceConfig,
  migrations: Readonly<Record<string, MigrationClass>>,
): Promise<Running> {
  const { service, projection } = definition;
  const log = createLogger(service, config.logLevel);
  const trouble = troubleOf(log);
  const metrics = createMetrics(service);
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse())
      await end().catch((err: unknown) => log.warn({ err }, 'while stopping'));
  };
  try {
    const db = createPool(config.databaseUrl, { max: 20, name: `qianfan_${service}` });
    started.push(() => db.end());
    const orm = await openOrm({
      url: config.databaseUrl,
      service,
      entities: entitiesOf(projection),
      migrations,
    });
    started.push(() => orm.close(true));
    await migrate(orm, db, service);
    await othersMigrated(db, [
      ...sourcesOf(projection),
      ...(definition.reference?.().sources ?? []),
    ]);

    const carriers = openCarriers({ db, log, config, metrics });
    started.push(() => carriers.close());
    const reference = await openReference(definition, db, carriers.direct);
    started.push(reference.stop);

    const writing = openWriterPool(config.databaseUrl, `qianfan_${service}_writer`);
    started.push(() => writing.end());
    const writer = createWriter({
      db: writing,
      service,
      commands: definition.commands,
      streams: definition.streams,
      reference,
      now,
      onOutcome: (outcome) => count(metrics, outcome),
      onError: trouble,
    });
    started.push(writer.stop);
    started.push(startTicker(db, service, (err) => trouble(err, 'ticker')));

    const reading = await openReadModel(definition, orm, db, carriers.transport, log);
    started.push(reading.stop);
    const cut = await followCut(reading.readable, (err) => trouble(err, 'cut'));
    started.push(async () => cut.stop());
    started.push(watchLag(db, reading.schema, reading.sources, metrics));

    const verify = withStanding(
      createVerifier({ jwks: config.jwks, issuer: config.issuer }),
      ({ role, institution }) =>
        definition.speaksFor?.(reference.at(reference.latest()), role, institution) ?? true,
    );
    const contexts = requestContexts({
      orm,
      url: config.databaseUrl,
      service,
      schema: reading.schema,
      writer,
    });
    started.push(contexts.close);
    const serving = await startSubgraph({
      definition,
      verify,
      contextFor: contexts.of,
      currentCut: cut.current,
      facts: cut.facts,
      awaitCut: (at) => cut.reached(at, CUT_PATIENCE_MS),
      notReady: () =>
        reading.halted() ?? (cut.failing() ? 'no database' : undefined) ?? carriers.trouble(),
      routes: (app) => {
        app.get('/metrics', async (_, reply) =>
          reply.type(metrics.contentType).send(await metrics.expose()),
        );
        auditRoutes(app, {
          service,
          pool: db,
          verify,
          streams: definition.streams,
          readModel: () => reading.schema,
          readable: async () => (await reading.readable())?.at ?? 0,
          rebuild: (options) =>
            rebuild({ db, orm, projection, tables: reading.tables, ...options }),
          onError: trouble,
        });
      },
      logger: log,
      host: config.host,
      port: config.port,
    });
    started.push(serving.close);
    started.push(...carriers.startIntakeAndRelay({ service, verify, submit: writer.submit }));
    log.info({ url: serving.url, transport: carriers.transport.kind }, 'serving');
    return { url: serving.url, writer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openReference(
  definition: ServiceDefinition,
  db: Pool,
  transport: Parameters<typeof followReference>[0]['transport'],
): Promise<FollowedReference> {
  const { service } = definition;
  if (!definition.reference) return { ...NO_REFERENCE, stop: () => Promise.resolve() };
  const reference = await followReference({
    db,
    book: definition.reference(),
    transport,
    group: `qianfan.${service}.reference`,
    onClosed: () => goLive(db, service),
  });
  await reference.caughtUp(600_000);
  return reference;
}

async function openReadModel(
  { projection }: ServiceDefinition,
  orm: MikroORM,
  db: Pool,
  transport: Parameters<typeof startRunner>[0]['transport'],
  log: Logger,
) {
  const tables = readTables(orm, projection);
  const onProgress = (facts: number) => log.debug({ facts }, 'building the read model');
  const schema = await ensureReadModel({ db, orm, projection, tables, onProgress });
  const runner = await startRunner({
    db,
    schema,
    projection,
    tables,
    transport,
    onError: troubleOf(log),
  });
  return {
    schema,
    tables,
    sources: sourcesOf(projection),
    readable: readable(db, schema, sourcesOf(projection)),
    halted: runner.halted,
    stop: runner.stop,
  };
}

function count(metrics: Metrics, outcome: Outcome): void {
  metrics.decided(outcome.status);
  const issues = outcome.status === 'REJECTED' ? outcome.issues : outcome.receipt.issues;
  if (outcome.status !== 'ACCEPTED') for (const { code } of issues) metrics.refused(code);
}

/** Microseconds since 1970, from a clock that has them. */
const ORIGIN = BigInt(Date.now()) * 1000n - hrtime.bigint() / 1000n;
const now = (): Instant => Number(ORIGIN + hrtime.bigint() / 1000n);
