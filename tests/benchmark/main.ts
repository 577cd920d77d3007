import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { append } from './append.ts';
import { asOf } from './asof.ts';
import type { Bench, Figure } from './figure.ts';
import { dashboard } from './dashboard.ts';
import { gateway } from './gateway.ts';
import { http } from './http.ts';
import { importing } from './import.ts';
import { page } from './page.ts';
import { machineOf, openPlace } from './place.ts';
import { projecting } from './projection.ts';
import { tableOf } from './table.ts';
import { views } from './views.ts';

// The views before the dashboard, which leaves five times the history behind.
const BENCHES: readonly Bench[] = [
  ...[append, importing, projecting, asOf, gateway, http, views, page, dashboard],
];
const RESULTS = new URL('results.jsonl', import.meta.url);
const NAMES = BENCHES.map(({ name }) => name).join(' | ');
const HELP = `npm run bench -- [options]
  --only <name>   one of ${NAMES}; may be repeated
  --scale <x>     sizes and times, 1 is some five minutes for all
  --rounds <n>    how often both sides of a comparison are measured in turn (3)
  --json          one JSON line instead of the table
  --record        append that line to tests/benchmark/results.jsonl
`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const unknown = options.only.find((name) => !BENCHES.some((bench) => bench.name === name));
const wrong = !(Number(options.scale) > 0) || !(Number(options.rounds) >= 1);
if (options.help || wrong || unknown !== undefined) {
  process.stderr.write(unknown === undefined ? HELP : `There is no ${unknown}.\n${HELP}`);
  process.exit(options.help ? 0 : 2);
}

const say = (line: string): void => void process.stderr.write(`· ${line}\n`);
const place = openPlace({ rounds: Number(options.rounds), scale: Number(options.scale), say });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void place.close().finally(() => process.exit(130)));
}

try {
  const machine = machineOf(place.folder());
  const figures: Figure[] = [];
  const leftOut: string[] = [];
  const started = performance.now();
  for (const bench of BENCHES) {
    if (options.only.length > 0 && !options.only.includes(bench.name)) continue;
    say(bench.name);
    try {
      const found = await bench.run(place);
      if (typeof found === 'string') leftOut.push(`${bench.name}: ${found}`);
      else figures.push(...found);
    } catch (error) {
      // the others are still worth knowing
      console.error(error);
      leftOut.push(`${bench.name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  const took = Math.round((performance.now() - started) / 1000);
  const { scale } = options;
  const run = { date: new Date().toISOString(), machine, scale: Number(scale), took, figures };
  const line = JSON.stringify({ ...run, leftOut });
  if (options.record) appendFileSync(RESULTS, `${line}\n`);
  process.stdout.write(options.json ? `${line}\n` : tableOf(machine, figures, leftOut));
} finally {
  await place.close();
}
process.exit();
