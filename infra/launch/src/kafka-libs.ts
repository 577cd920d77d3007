import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';

const DEPLOY = fileURLToPath(new URL('../../deploy/kafka/', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

/** The settings that every node of this installation shares; the launcher adds listeners and folders. */
export const serverProperties = (): string =>
  readFileSync(join(DEPLOY, 'server.properties'), 'utf8');

/**
 * The folder with the broker's jars (54 MB). Maven fetches them once for each content of pom.xml, through its own
 * repository cache; afterwards nothing but Java is needed. Throws CannotStart where a tool or the network is missing.
 */
export async function brokerLibraries(log: (line: string) => void = () => {}): Promise<string> {
  requireJava();
  const pom = join(DEPLOY, 'pom.xml');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const libs = join(CACHE, `kafka-${version}`);
  if (existsSync(libs)) return libs;
  requireMaven();
  log('fetching Apache Kafka 4.3.1 with Maven (54 MB, once)');
  const partial = `${libs}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await copyDependencies(pom, partial);
    // Whoever fetches at the same time has the same files: the first rename wins.
    await rename(partial, libs).catch((error: unknown) => {
      if (!existsSync(libs)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return libs;
}

function requireJava(): void {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  if (version >= 17) return;
  const [zh, en] = version
    ? [`当前为 Java ${version}`, `this is Java ${version}`]
    : ['未找到 java', 'no java on the PATH'];
  throw new CannotStart(
    `启动 Kafka 需要 Java 17 或更高版本（${zh}）。`,
    `Kafka needs Java 17 or newer (${en}).`,
  );
}

function requireMaven(): void {
  if (spawnSync('mvn', ['-v']).status === 0) return;
  throw new CannotStart(
    '首次使用 Kafka 时由 Maven 下载，未找到 mvn。',
    'The first start of Kafka fetches it with Maven, and there is no mvn on the PATH.',
  );
}

function copyDependencies(pom: string, target: string): Promise<void> {
  const goal = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies'];
  const options = [`-DoutputDirectory=${target}`, '-DincludeScope=runtime'];
  const maven = spawn('mvn', [...goal, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [maven.stdout, maven.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
  }
  return new Promise((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', (code) => {
      if (code === 0) return resolve();
      const why = said.split('\n').find((line) => line.includes('ERROR')) ?? said.trim();
      reject(
        new CannotStart(
          `Maven 未能下载 Kafka，请检查网络与代理：${why}`,
          `Maven could not fetch Kafka; check network and proxy: ${why}`,
        ),
      );
    });
  });
}
