// npm run check: everything that can be told without running the program. The last line says how many checks failed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, root } from './build.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const node = process.execPath;
const FOLDERS = ['schema', 'infra', 'services', 'gateway', 'tests'];

/** Two cores: the compiler and what needs its output run one after the other, beside all the rest. */
const LANES = [
  [
    ['types', bin('tsc'), '-b', 'infra/tsconfig.json'],
    ['types of tests', bin('tsc'), '-p', 'tests/tsconfig.json'],
    ['types of the page', bin('tsc'), '-p', 'gateway/dashboard'],
    ['generated files', node, 'infra/generate.mjs', '--check'],
  ],
  [
    ['format', bin('oxfmt'), '--check', '.'],
    ['lint', bin('oxlint'), '--type-aware', '--deny-warnings', '--quiet'],
    ['pure slices', bin('tsc'), '-p', 'infra/pure.tsconfig.json'],
    ['boundaries', bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...FOLDERS],
    ['dead code', bin('knip'), '--no-progress', '--no-config-hints'],
  ],
];

await build();
const failed = (await Promise.all(LANES.map(runLane))).flat().filter(Boolean);
console.log(failed.length ? `\nFailed: ${failed.join(', ')}` : '\nAll checks passed');
process.exit(failed.length ? 1 : 0);

async function runLane(checks) {
  const failures = [];
  for (const [name, ...command] of checks) if (!(await passes(name, command))) failures.push(name);
  return failures;
}

/** Says one line, and all that the tool said where it found something. */
function passes(name, [command, ...args]) {
  const since = performance.now();
  const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  const tool = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [tool.stdout, tool.stderr]) output.on('data', (chunk) => (said += chunk));
  return new Promise((done) => {
    tool.on('error', (error) => (said += error.message));
    tool.on('close', (code) => {
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(said.trim());
      done(code === 0);
    });
  });
}
