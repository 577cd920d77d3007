// npm test -- [filters and options of vitest]: every suite; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, root } from './build.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'qianfan-tally-'));
const tally = join(scratch, 'tally.json');

await build();
await fetchKafka();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '--config', 'tests/vitest.config.ts', ...process.argv.slice(2)];
const env = { ...process.env, QIANFAN_TALLY: tally };
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const parent = process.ppid;
setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
child.on('exit', (code) => finish(code ?? 1));

function finish(code) {
  const { passed, failed: counted } = tallied();
  // A run that broke before or after its tests has failed, whatever was counted.
  const failed = counted || (code === 0 ? 0 : 1);
  rmSync(scratch, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

function tallied() {
  try {
    return JSON.parse(readFileSync(tally, 'utf8'));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** A broker that cannot be fetched leaves suites out, unless they are required: then they fail, and say why. */
async function fetchKafka() {
  if (process.env.KAFKA_BROKERS) return;
  const { brokerLibraries } = await import('./launch/dist/kafka-libs.js');
  try {
    await brokerLibraries(console.log);
  } catch (error) {
    process.env.QIANFAN_NO_KAFKA = error.message;
  }
}
