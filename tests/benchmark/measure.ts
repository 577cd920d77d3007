export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which a share of all values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export interface Load {
  /** How many were done in all. */
  count: number;
  /** For each second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** So many clients, each one request after the other, for so many seconds. */
export async function clients(
  count: number,
  seconds: number,
  one: (client: number, n: number) => Promise<unknown>,
): Promise<Load> {
  const took: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let n = 0;
  await Promise.all(
    Array.from({ length: count }, async (_, client) => {
      while (performance.now() < end) {
        const from = performance.now();
        await one(client, n++);
        took.push(performance.now() - from);
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1000;
  return {
    count: took.length,
    rate: took.length / elapsed,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
}

/** Seconds that something takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

type Sides = Record<string, (warmUp: boolean) => Promise<unknown>>;
type Turns<S extends Sides> = { [Name in keyof S]: Awaited<ReturnType<S[Name]>>[] };

/**
 * Measures the sides of a comparison in turn, A B A B …, so that whatever else the machine does meets all of them; the
 * first turn of each warms up and does not count.
 */
export async function inTurns<S extends Sides>(rounds: number, sides: S): Promise<Turns<S>> {
  const turns: Record<string, unknown[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) {
      const result = await side(round === 0);
      if (round === 0) turns[name] = [];
      else turns[name]!.push(result);
    }
  }
  return turns as Turns<S>;
}

/** The median of the rounds' ratios. */
export const ratioOf = (a: readonly number[], b: readonly number[]): number =>
  median(a.map((value, round) => value / b[round]!));

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Three significant places at most. */
export const short = (value: number): string =>
  value >= 100 ? whole(value) : String(Number(value.toPrecision(3)));

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
