import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { accountsOf, keepTokens } from './accounts.ts';
import { readConfig } from './config.ts';
import { beginHistory } from './history.ts';
import { HELP, parseOptions } from './options.ts';
import { buildPage } from './page.ts';
import { summary } from './summary.ts';
import { startSystem } from './system.ts';

/** `npm start`: everything up, the demonstration played once, and nothing left behind at the end. */
async function main(args: readonly string[], ending: AbortSignal): Promise<void> {
  const options = parseOptions(args);
  if (options.help) return say(HELP);
  const config = readConfig(options);
  const demo = options.demo ?? !config.databaseUrl;
  const { fresh, kafka, port, story } = options;
  const since = performance.now();
  const page = buildPage(ending);
  const openAccounts = demo && !config.databaseUrl && !config.jwks;
  const system = await startSystem({
    ...config,
    ...{ port, fresh, kafka, openAccounts },
    signal: ending,
    onEvent: say,
  });
  try {
    if (system.issuer) await keepTokens(system.issuer, system.state, demo);
    await Promise.race([beginHistory(system, demo && story, say), aborted(ending)]);
    const pageFailure = await page;
    if (ending.aborted) return;
    const accounts = system.issuer ? Object.keys(accountsOf(demo)) : [];
    say(summary(system, accounts, (performance.now() - since) / 1000, pageFailure));
    await aborted(ending);
  } finally {
    await system.stop();
  }
}

/** Aborted by Ctrl-C, SIGTERM, a closed terminal, or when whoever started us is gone. */
function endOfStart(): AbortSignal {
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(), 500).unref();
  return ending.signal;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const say = (line: string) => void process.stdout.write(`${line}\n`);

function complain(error: unknown): void {
  const lines =
    error instanceof CannotStart
      ? [error.text.zh, error.text.en]
      : [(error as Error).stack ?? error];
  process.stderr.write(`${lines.join('\n')}\n`);
}

process.stdout.on('error', () => {}); // nobody reads any more: go on, and end in order
const ending = endOfStart();
try {
  await main(process.argv.slice(2), ending);
  process.exit(0);
} catch (error) {
  if (!ending.aborted) complain(error);
  process.exit(ending.aborted ? 0 : 1);
}
