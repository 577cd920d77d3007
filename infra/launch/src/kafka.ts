import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { spawnTethered, type Tethered } from '@qianfan/kit/processes/tether';
import { brokerLibraries, serverProperties } from './kafka-libs.ts';

export interface Broker {
  /** `127.0.0.1:41234`, as KAFKA_BROKERS takes it. */
  brokers: string;
  /** Folder of the jars: Kafka's own command-line tools are in it too. */
  libs: string;
  /** Resolves when the broker is gone, whatever ended it. */
  exited: Promise<number>;
  /** In order: everything that it acknowledged is on disk. */
  stop: () => Promise<void>;
  /** At once, as a crash would. */
  kill: () => Promise<void>;
}

/**
 * Starts one Apache Kafka node on loopback with data and log under `<stateDir>/kafka`; resolves when it takes requests.
 * Ports are chosen once and kept, so that a broker that died comes back where its clients look for it. The broker ends
 * with this process, however this process ends. Throws CannotStart with a sentence for the user.
 */
export async function startBroker(options: {
  stateDir: string;
  /** Where its clients look for it: no other port will do. */
  brokers?: string;
  log?: (line: string) => void;
}): Promise<Broker> {
  const log = options.log ?? (() => {});
  const libs = await brokerLibraries(log);
  const home = join(resolve(options.stateDir), 'kafka');
  const data = join(home, 'data');
  await mkdir(data, { recursive: true });
  const ports = await choosePorts(join(home, 'ports.json'), options.brokers);
  const properties = join(home, 'server.properties');
  await writeFile(properties, serverProperties() + ownProperties(data, ports));
  if (!existsSync(join(data, 'meta.properties'))) await format(libs, properties);

  const command = [...JVM, '-cp', `${libs}/*`, 'kafka.Kafka', properties];
  const server = spawnTethered('java', command, { output: 'pipe' });
  const file = createWriteStream(join(home, 'kafka.log'));
  void server.exited.then(() => file.end());
  await started(server, (line) => {
    file.write(`${line}\n`);
    log(line);
  });
  return {
    brokers: `127.0.0.1:${ports.broker}`,
    libs,
    exited: server.exited,
    stop: async () => {
      server.release();
      const impatient = setTimeout(() => killGroup(server), 15_000);
      await server.exited;
      clearTimeout(impatient);
    },
    kill: async () => {
      killGroup(server);
      await server.exited;
    },
  };
}

function killGroup({ process: { pid, exitCode, signalCode } }: Tethered): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

const JVM = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseG1GC',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
  // One node is its own quorum; what these say at each start and stop alarms without cause.
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.controller.QuorumController=error',
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=error',
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.server=error',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.DefaultAutoTopicCreationManager=error',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
];

interface Ports {
  broker: number;
  controller: number;
}

const ownProperties = (data: string, { broker, controller }: Ports): string => `
listeners=PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker}
controller.quorum.voters=1@127.0.0.1:${controller}
log.dirs=${data}
`;

async function format(libs: string, properties: string): Promise<void> {
  const tool = ['-cp', `${libs}/*`, 'kafka.tools.StorageTool'];
  const { stdout } = await run('java', [...tool, 'random-uuid']);
  const id = stdout.trim().split('\n').at(-1)!;
  await run('java', [...tool, 'format', '-t', id, '-c', properties]);
}

const run = promisify(execFile);

function started({ process: child, exited }: Tethered, log: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let fault = '';
    for (const output of [child.stdout!, child.stderr!]) {
      createInterface({ input: output }).on('line', (line) => {
        // of what goes wrong the first thing; the rest follows from it, and is in the log
        if (!fault && /(Exception|Error): /.test(line)) fault = line.trim().slice(0, 300);
        if (line.includes('Failed to acquire lock')) fault = line.trim().slice(0, 300);
        log(line);
        if (line.includes('Kafka Server started')) resolve();
      });
    }
    void exited.then((code) => {
      const why = `${code}${fault && `: ${fault}`}`;
      reject(
        new CannotStart(
          `Kafka 未能启动（${why}），详见状态目录下的 kafka/kafka.log。`,
          `Kafka did not start (${why}); see kafka/kafka.log in the state folder.`,
        ),
      );
    });
  });
}

/** The ports of the last time while nobody else took them, else two free ones unless they are known already. */
async function choosePorts(file: string, known: string | undefined): Promise<Ports> {
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Ports,
    () => undefined,
  );
  // A predecessor that was left alone may need a moment to finish.
  for (let wait = 0; kept && wait < 50 && !(await isFree(kept.broker)); wait += 1) await sleep(200);
  const reuse = kept && (await isFree(kept.broker)) && (await isFree(kept.controller));
  if (!reuse && known) {
    throw new CannotStart(
      `Kafka 的端口被占用（${known}）。`,
      `The port of Kafka is taken by another program (${known}).`,
    );
  }
  const ports = reuse ? kept : { broker: await freePort(), controller: await freePort() };
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

const isFree = (port: number): Promise<boolean> =>
  listen(port).then(
    () => true,
    () => false,
  );

const freePort = (): Promise<number> => listen(0);

/** Listens for a moment on loopback; the port that it was. */
function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(chosen));
    });
  });
}
