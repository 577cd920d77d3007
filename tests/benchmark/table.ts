import type { Figure } from './figure.ts';
import type { Machine } from './place.ts';

const HEADER = ['figure', 'measured', 'beside it', 'ratio', 'aim', ''];

/** For the terminal: a line for each figure, and below it what limits it. */
export function tableOf(
  machine: Machine,
  figures: readonly Figure[],
  leftOut: readonly string[],
): string {
  const rows = figures.map(({ what, measured, beside, ratio, aim, met }) => [
    what,
    measured,
    beside,
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    aim,
    met === null ? 'shown' : met ? 'met' : 'MISSED',
  ]);
  const widths = HEADER.map((title, n) =>
    Math.max(title.length, ...rows.map((row) => row[n]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, n) => cell.padEnd(widths[n]!))
      .join('  ')
      .trimEnd();
  const { cores, cpu, node, fsync, load } = machine;
  return [
    `${cores} cores (${cpu}), Node ${node}, fsync ${fsync} ms, load ${load.join(' / ')}`,
    '',
    line(HEADER),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.flatMap((row, n) => [line(row), `    limited by ${figures[n]!.limitedBy}`]),
    ...leftOut.map((reason) => `left out: ${reason}`),
    '',
  ].join('\n');
}
