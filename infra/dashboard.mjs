// Brings gateway/dashboard/dist up to date: built into a folder of its own and put in place whole, so that a gateway that is
// serving never sees half a page. As a script: node infra/dashboard.mjs
import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from './build.mjs';

const source = join(root, 'gateway/dashboard');
const dist = join(source, 'dist');
/** Written last: a build that was interrupted is none. */
const STAMP = '.built';
const OUTSIDE = [
  ...['pnpm-lock.yaml', 'infra/dashboard.mjs', 'gateway/operations'],
  // What the page shares with the command line and the services.
  ...['gateway/cli/src', 'schema/src'],
];
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.svg']);
const WORTH_COMPRESSING = 1024;

/** Whether something was built. Throws with what the builder said. */
export async function buildDashboard() {
  if ((await newestSource()) <= (await modified(join(dist, STAMP)))) return false;
  const made = join(root, 'node_modules/.cache', `dashboard-${process.pid}`);
  try {
    await vite('build', '--outDir', made, '--emptyOutDir', '--logLevel', 'warn');
    await compressAll(made);
    await writeFile(join(made, STAMP), '');
    await rm(dist, { recursive: true, force: true });
    // Whoever builds at the same time builds the same: one of them is enough.
    await rename(made, dist).catch((error) => {
      if (error.code !== 'ENOTEMPTY') throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return true;
}

async function newestSource() {
  const times = [...OUTSIDE.map((path) => join(root, path)), source].map(newestBelow);
  return Math.max(...(await Promise.all(times)));
}

async function newestBelow(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return modified(path);
  const below = entries
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.startsWith('.'))
    .map(({ name }) => newestBelow(join(path, name)));
  // A folder's own time changes when something in it is removed.
  return Math.max(path === source ? 0 : await modified(path), ...(await Promise.all(below)));
}

function vite(...args) {
  const program = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: source,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (part) => (said += part));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => (code === 0 ? done() : failed(new Error(said.trim()))));
  });
}

async function compressAll(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && COMPRESSED.has(extname(entry.name)))
    .map(({ parentPath, name }) => join(parentPath, name));
  await Promise.all(files.map(compress));
}

async function compress(file) {
  const text = await readFile(file);
  if (text.length < WORTH_COMPRESSING) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 10,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  await Promise.all([
    promisify(brotliCompress)(text, { params }).then((body) => writeFile(`${file}.br`, body)),
    promisify(gzip)(text, { level: 9 }).then((body) => writeFile(`${file}.gz`, body)),
  ]);
}

const modified = (path) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
    await buildDashboard();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
