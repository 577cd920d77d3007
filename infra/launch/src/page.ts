import { fork } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from './config.ts';

const SOURCE = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const FOLLOW_PARENT = new URL(`./follow-parent${SOURCE}`, import.meta.url).href;

/**
 * Brings the page up to date in a process of its own, beside everything else that a start does. Resolves to what went wrong;
 * a page that cannot be built is no reason not to serve the rest.
 */
export function buildPage(signal: AbortSignal): Promise<string | undefined> {
  const child = fork(join(PROJECT, 'infra/dashboard.mjs'), {
    execArgv: ['--import', FOLLOW_PARENT],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    signal,
  });
  let said = '';
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code) => resolve(code === 0 ? undefined : said.trim()));
  });
}
