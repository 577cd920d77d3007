import type { ReadTable } from './tables.ts';

type Check = (value: unknown) => boolean;

const within = (bits: bigint): Check => {
  const end = 2n ** (bits - 1n);
  const [least, most] = [Number(-end), Number(end - 1n)];
  // 2^63 - 1 has no number of its own: as a number the end itself would pass for it
  const isBelow = bits > 53n ? (n: number) => n < most : (n: number) => n <= most;
  return (value) =>
    typeof value === 'bigint'
      ? value >= -end && value < end
      : typeof value !== 'number' || (Number.isInteger(value) && value >= least && isBelow(value));
};

const noNul: Check = (value) => typeof value !== 'string' || !value.includes('\u0000');

const CHECKS: Readonly<Record<string, Check>> = {
  smallint: within(16n),
  int: within(32n),
  integer: within(32n),
  bigint: within(64n),
  text: noNul,
};

function checkOf(type: string): Check | undefined {
  if (!type.endsWith('[]')) return CHECKS[type];
  const one = CHECKS[type.slice(0, -2)];
  return one && ((values) => !Array.isArray(values) || values.every(one));
}

const checks = new WeakMap<ReadTable, (readonly [property: string, type: string, Check])[]>();

/**
 * Throws RangeError where a column cannot hold its value. Asked before anything is written, so that such a fact is parked
 * like any other that cannot be applied, live and in a rebuild; Postgres would refuse the whole batch, for ever.
 */
export function assertFits(table: ReadTable, row: Readonly<Record<string, unknown>>): void {
  let known = checks.get(table);
  if (!known) {
    known = table.columns.flatMap(({ property, type }) => {
      const check = checkOf(type);
      return check ? [[property, type, check] as const] : [];
    });
    checks.set(table, known);
  }
  for (const [property, type, check] of known) {
    const value = row[property];
    if (value !== null && value !== undefined && !check(value)) {
      throw new RangeError(`${table.name}.${property}: no ${type}`);
    }
  }
}
