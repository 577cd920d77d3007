import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { ownEnvironment } from '@qianfan/kit/processes/environment';
import { freePort, startPostgres, type Postgres } from '@qianfan/kit/postgres/embedded';
import { provision } from '@qianfan/kit/postgres/provision';
import { openIssuer, type LocalIssuer } from '@qianfan/kit/identity/issuer';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PROJECT, type Config } from './config.ts';
import { keepAlive } from './keep-alive.ts';
import { startBroker, type Broker } from './kafka.ts';
import { startProgram, type Program } from './program.ts';
import { openState, type State } from './state.ts';
import { Teardown } from './teardown.ts';

export interface SystemOptions extends Config {
  /** Port of the gateway; 0: a free one. */
  port: number;
  fresh?: boolean;
  /** Where `services` and `gateway` are built; for tests. */
  project?: string;
  /** The page may sign in as any account of the demonstration: for a start of one's own alone. */
  openAccounts?: boolean;
  /** Start a broker of our own. */
  kafka?: boolean;
  /** `false` for tests: the embedded database is faster, and lost when the machine dies. */
  durable?: boolean;
  /** Ends a start that is not through yet. */
  signal?: AbortSignal;
  /** What happens, line by line, for the person at the terminal. */
  onEvent?: (line: string) => void;
}

/** Everything that `npm start` runs, as one thing. */
export interface System {
  state: State;
  /** `http://127.0.0.1:4000`; GraphQL is at `/graphql`. */
  gatewayUrl: string;
  /** Each service's own URL, and the gateway's process. */
  programs: Record<Service | 'gateway', Program>;
  /** The database's administrator's URL, and each service's own. */
  adminUrl: string;
  databaseUrls: Record<Service, string>;
  brokers: string | undefined;
  /** The one of `kafka: true`; another object after a restart. */
  broker: (() => Broker) | undefined;
  /** The embedded database, likewise. */
  postgres: (() => Postgres) | undefined;
  /** `undefined` where another identity provider signs. */
  issuer: LocalIssuer | undefined;
  /** Gateway, services, broker, database, in this order; nothing is left behind. */
  stop: () => Promise<void>;
}

/**
 * Starts everything in ready order, or nothing: on the way out of a failure, or of the signal, whatever was started is
 * stopped again. Throws CannotStart with one sentence for the person at the terminal.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const teardown = new Teardown();
  const starting = start(options, teardown);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= teardown.close());
  try {
    return { ...(await Promise.race([starting, aborted(options.signal)])), stop };
  } catch (error) {
    await teardown.close();
    await starting.catch(() => {});
    await teardown.close();
    throw error;
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new CannotStart('启动已中止。', 'The start was interrupted.'));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

async function start(options: SystemOptions, teardown: Teardown) {
  const port = await gatewayPort(options.port);
  const state = openState(options.stateDir, options.fresh);
  teardown.add(state.release);
  const [database, broker] = await Promise.all([
    openDatabase(options, state, teardown),
    options.kafka ? openBroker(options, state, teardown) : undefined,
  ]);
  const databaseUrls = await provision(
    database.url,
    new URL(database.url).password || state.secret,
  );
  const issuer = options.jwks ? undefined : await openIssuer(state.dir);
  const brokers = broker?.().brokers ?? options.brokers;
  const shared = {
    ...ownEnvironment,
    HOST: '127.0.0.1',
    QIANFAN_STATE: state.dir,
    QIANFAN_JWKS: options.jwks ?? issuer?.jwks,
    QIANFAN_ISSUER: options.issuer ?? issuer?.issuer,
    QIANFAN_LOG: options.logLevel,
    ...(brokers ? { KAFKA_BROKERS: brokers } : {}),
  };
  const programs = await openPrograms({ options, state, teardown, port, shared, databaseUrls });
  const { url: adminUrl, postgres } = database;
  const opened = { state, programs, adminUrl, databaseUrls, postgres, brokers, broker, issuer };
  return { ...opened, gatewayUrl: programs.gateway.url };
}

async function openDatabase(options: SystemOptions, state: State, teardown: Teardown) {
  if (options.databaseUrl) return { url: options.databaseUrl };
  const dataDir = join(state.dir, 'postgres');
  const durable = options.durable ?? true;
  // Everybody else has been told the port: it stays the same after a restart.
  const again = (former?: Postgres) =>
    startPostgres({ dataDir, durable, port: former && Number(new URL(former.url).port) });
  const postgres = await keepAlive('Postgres', again, options.onEvent ?? (() => {}));
  teardown.add(postgres.stop);
  const url = new URL(postgres.current().url);
  url.pathname = '/qianfan';
  return { url: url.href, postgres: postgres.current };
}

async function openBroker(options: SystemOptions, state: State, teardown: Teardown) {
  const onEvent = options.onEvent ?? (() => {});
  const again = (former?: Broker) =>
    startBroker({ stateDir: state.dir, ...(former && { brokers: former.brokers }) });
  const broker = await keepAlive('Kafka', again, onEvent);
  teardown.add(broker.stop);
  return broker.current;
}

interface Programs {
  options: SystemOptions;
  state: State;
  teardown: Teardown;
  port: number;
  shared: NodeJS.ProcessEnv;
  databaseUrls: Record<Service, string>;
}

async function openPrograms({ options, state, teardown, port, shared, databaseUrls }: Programs) {
  const onEvent = options.onEvent ?? (() => {});
  const run = (name: string, file: string, at: number, env: NodeJS.ProcessEnv) => {
    return startProgram({
      name,
      file: join(options.project ?? PROJECT, file),
      env: { ...shared, ...env, PORT: String(at) },
      url: `http://127.0.0.1:${at}`,
      logFile: join(state.logs, `${name}.log`),
      onEvent,
    });
  };
  const services = await Promise.all(
    SERVICES.map(async (service): Promise<[Service, Program]> => {
      const env = { DATABASE_URL: databaseUrls[service] };
      return [service, run(service, `services/${service}/dist/main.js`, await freePort(), env)];
    }),
  );
  teardown.add(() => Promise.all(services.map(([, program]) => program.stop())));
  const urls = services.map(([name, { url }]) => [`QIANFAN_${name.toUpperCase()}_URL`, url]);
  // Started with the services, whose readiness it awaits anyhow: Node takes its time to load it.
  const accounts = options.openAccounts ? { QIANFAN_ACCOUNTS: state.accounts } : {};
  const env = { ...Object.fromEntries(urls), ...accounts };
  const gateway = run('gateway', 'gateway/dist/main.js', port, env);
  teardown.add(gateway.stop);
  await Promise.all(services.map(([, program]) => program.ready));
  await gateway.ready;
  return { ...Object.fromEntries(services), gateway } as Record<Service | 'gateway', Program>;
}

/** The port asked for, if nobody listens on it. Throws CannotStart otherwise. */
async function gatewayPort(port: number): Promise<number> {
  if (port === 0) return freePort();
  await new Promise<void>((free, taken) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => taken(unusable(port, cause)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });
  return port;
}

function unusable(port: number, cause: NodeJS.ErrnoException): CannotStart {
  const used = cause.code === 'EADDRINUSE';
  return new CannotStart(
    used
      ? `端口 ${port} 已被占用，请用 --port 指定其他端口。`
      : `无法监听端口 ${port}（${cause.code}）。`,
    used
      ? `Port ${port} is taken: choose another with --port.`
      : `Port ${port} cannot be listened on (${cause.code}): choose another with --port.`,
    { cause },
  );
}
