import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { parseOptions } from '@qianfan/launch/options';
import { openState } from '@qianfan/launch/state';
import { startSystem, type System, type SystemOptions } from '@qianfan/launch/system';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A project whose services do nothing but be there: what is tested is how they are started, kept and stopped. */
let root: string;
const PROGRAM = `
import { createServer } from 'node:http';
const { PORT, HOST, CRASH } = process.env;
createServer((_, response) => response.end(String(process.pid))).listen(PORT, HOST);
process.on('SIGTERM', () => process.exit(0));`;
const TELLING = PROGRAM.replace('process.pid', 'process.env.QIANFAN_ACCOUNTS');
const BROKEN = `console.error('no such table: heads'); process.exit(3);`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'qianfan-launch-'));
  chmodSync(root, 0o755); // as root, Postgres may run as another user
  project('whole', PROGRAM);
  project('broken', PROGRAM);
  project('telling', TELLING);
  writeFileSync(join(root, 'broken/services/banks/dist/main.js'), BROKEN);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function project(name: string, program: string) {
  for (const folder of [
    'services/regulators',
    'services/banks',
    'services/programmes',
    'gateway',
  ]) {
    const dist = join(root, name, folder, 'dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(join(dist, 'main.js'), program);
    writeFileSync(join(dist, 'package.json'), '{"type":"module"}');
  }
}

const options = (state: string, more: Partial<SystemOptions> = {}): SystemOptions => ({
  stateDir: join(root, state),
  project: join(root, 'whole'),
  port: 0,
  durable: false,
  databaseUrl: undefined,
  brokers: undefined,
  jwks: undefined,
  issuer: undefined,
  logLevel: 'info',
  ...more,
});

/** Every living process whose command line names the folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
}

const sentenceOf = async (starting: Promise<System>) => {
  const error = await starting.then(
    async (system) => {
      await system.stop();
      return undefined;
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CannotStart);
  return (error as CannotStart).text;
};

test('a system starts, restarts what dies, and leaves nothing behind', async () => {
  const events: string[] = [];
  const system = await startSystem(options('one', { onEvent: (line) => events.push(line) }));
  try {
    const { banks } = system.programs;
    const first = await (await fetch(banks.url)).text();
    await banks.kill();
    await expect
      .poll(() =>
        fetch(banks.url).then(
          (answer) => answer.text(),
          () => first,
        ),
      )
      .not.toBe(first);
    expect(events.join()).toContain('banks');
  } finally {
    await system.stop();
  }
  expect(processesOf(join(root, 'one'))).toEqual([]);
  expect(processesOf(join(root, 'whole'))).toEqual([]);
});

test('only a start that says so opens the accounts of the demonstration to the page', async () => {
  for (const openAccounts of [true, undefined]) {
    const more = { project: join(root, 'telling'), openAccounts };
    const system = await startSystem(options('accounts', more));
    const told = await (await fetch(system.gatewayUrl)).text();
    await system.stop();
    expect(told).toBe(openAccounts ? join(root, 'accounts', 'accounts') : 'undefined');
  }
});

test('a second start on the same state finds its database, and waits for nobody', async () => {
  const one = await startSystem(options('twice'));
  await one.stop();
  const two = await startSystem(options('twice'));
  await two.stop();
  expect(new URL(two.adminUrl).password).toBe(new URL(one.adminUrl).password);
});

describe('one sentence, and nothing half-started, for', () => {
  test('a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    expect((await sentenceOf(startSystem(options('port', { port })))).en).toContain(
      `Port ${port} is taken`,
    );
    other.close();
  });

  test('a state folder in use', async () => {
    const system = await startSystem(options('used'));
    const text = await sentenceOf(startSystem(options('used')));
    await system.stop();
    expect(text.en).toContain('running already');
    expect(text.zh).toContain('已在运行');
  });

  test('a foreign state folder', async () => {
    mkdirSync(join(root, 'foreign'));
    writeFileSync(join(root, 'foreign', 'thesis.docx'), '');
    expect((await sentenceOf(startSystem(options('foreign')))).en).toContain('thesis.docx');
    expect(readdirSync(join(root, 'foreign'))).toEqual(['thesis.docx']);
    // Not even --fresh empties what is not ours.
    expect((await sentenceOf(startSystem(options('foreign', { fresh: true })))).en).toContain(
      'thesis.docx',
    );
  });

  test('a file in the place of the folder', async () => {
    writeFileSync(join(root, 'file'), '');
    expect((await sentenceOf(startSystem(options('file')))).en).toContain('in the way');
  });

  test('a broken marker, which --fresh repairs', async () => {
    openState(join(root, 'marker')).release();
    writeFileSync(join(root, 'marker/qianfan.json'), '{"form');
    expect((await sentenceOf(startSystem(options('marker')))).en).toContain('--fresh');
    await (await startSystem(options('marker', { fresh: true }))).stop();
  });

  test('a broken database folder', async () => {
    await (await startSystem(options('damaged'))).stop();
    rmSync(join(root, 'damaged/postgres/global'), { recursive: true });
    expect((await sentenceOf(startSystem(options('damaged')))).en).toContain('does not start');
    expect(processesOf(join(root, 'damaged'))).toEqual([]);
  });

  test('a service that cannot start: its log says why', async () => {
    const text = await sentenceOf(startSystem(options('crash', { project: join(root, 'broken') })));
    expect(text.en).toMatch(/banks did not start \(code 3\)[^]*no such table/);
    expect(processesOf(join(root, 'broken'))).toEqual([]);
    expect(processesOf(join(root, 'crash'))).toEqual([]);
  });

  test('a database that does not answer', async () => {
    const databaseUrl = 'postgres://nobody:x@127.0.0.1:9/qianfan';
    expect((await sentenceOf(startSystem(options('unreachable', { databaseUrl })))).en).toContain(
      '127.0.0.1:9',
    );
  });

  test('an interrupted start', async () => {
    const signal = AbortSignal.abort();
    expect((await sentenceOf(startSystem(options('interrupted', { signal })))).en).toContain(
      'interrupted',
    );
    expect(processesOf(join(root, 'interrupted'))).toEqual([]);
  });

  test('an unknown option', () => {
    expect(() => parseOptions(['--frsh'])).toThrow(/--frsh/);
    expect(() => parseOptions(['--port', 'x'])).toThrow(/--port/);
  });
});

test('a supervisor killed with -9 takes everything along', async () => {
  const script = join(root, 'supervisor.mjs');
  const launch = new URL('../../infra/launch/dist/system.js', import.meta.url).href;
  writeFileSync(
    script,
    `const { startSystem } = await import('${launch}');
     await startSystem(${JSON.stringify(options('killed'))});
     console.log('up');`,
  );
  const supervisor = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((up) => supervisor.stdout.once('data', up));
  expect(processesOf(join(root, 'killed')).length).toBeGreaterThan(0);
  supervisor.kill('SIGKILL');
  await expect.poll(() => processesOf(join(root, 'killed')), { timeout: 15_000 }).toEqual([]);
  await expect.poll(() => processesOf(join(root, 'whole')), { timeout: 15_000 }).toEqual([]);
});
