import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supervise, type Supervisor } from '../support/processes.ts';

let root: string;
let starts = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'qianfan-supervisor-'));
  chmodSync(root, 0o755); // as root, Postgres runs as another user
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `npm start` as at a terminal: npm, a shell, the bootstrap, the supervisor, and all that this one starts. */
function npmStart(): Supervisor {
  starts += 1;
  const options = ['--port', '0', '--no-demo', '--state', join(root, String(starts))];
  return supervise('npm', ['start', '--silent', '--', ...options]);
}

const UP = '条命令已受理';

async function expectNothingLeft({ offspring }: Supervisor): Promise<void> {
  await expect.poll(offspring, { timeout: 30_000, interval: 100 }).toEqual([]);
}

test.each([
  [
    'Ctrl-C, which the terminal sends to the whole group',
    (pid: number) => process.kill(-pid, 'SIGINT'),
  ],
  ['a closed terminal', (pid: number) => process.kill(-pid, 'SIGHUP')],
  ['SIGTERM to npm', (pid: number) => process.kill(pid, 'SIGTERM')],
  ['npm killed with -9', (pid: number) => process.kill(pid, 'SIGKILL')],
])('%s leaves no process behind', async (_, end) => {
  const npm = npmStart();
  await npm.said(UP);
  expect(npm.offspring().length).toBeGreaterThan(5);
  end(npm.pid);
  await npm.exited;
  await expectNothingLeft(npm);
});

test('Ctrl-C in the middle of a start leaves no process behind', async () => {
  const npm = npmStart();
  await expect.poll(() => npm.offspring().length, { timeout: 30_000 }).toBeGreaterThan(8);
  process.kill(-npm.pid, 'SIGINT');
  await npm.exited;
  expect(npm.output()).not.toContain(UP);
  await expectNothingLeft(npm);
});
