import { createPool } from '@qianfan/kit/postgres/pool';
import { readSchema } from '@qianfan/kit/projections/readmodel';
import { observatoryOf } from '@qianfan/regulators/metrics/catalogue.store';
import type { Observatory } from '@qianfan/regulators/metrics/observe';
import { regulators } from '@qianfan/regulators/regulators';
import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import { evaluate } from '@qianfan/schema/formula/evaluate';
import { type Expression, namesIn } from '@qianfan/schema/formula/expression';
import { parseExpression } from '@qianfan/schema/formula/notation';
import { type Answered, type Contribution, readd } from '@qianfan/schema/formula/readd';
import { formatHundredths } from '@qianfan/schema/kernel/money';
import type { Ratio } from '@qianfan/schema/kernel/ratio';
import { byEngine, gridOf } from './grid.ts';
import type { Answer, TestSystem } from './system.ts';

/** Every metric with each basis that carries it: `LN_BAL RETURN`. */
export const CARRIED = METRIC_DEFINITIONS.filter(({ version }) => version === 1).flatMap(
  ({ code, bases }) => bases.map((basis) => `${code} ${basis}`),
);

/** Metrics and bases of which the small demonstration has no value, and the province has. */
export const IN_THE_PROVINCE = [
  'INS_COVER_WRITTEN RETURN',
  'LN_BAL_SUB RETURN',
  'LN_BAL_DBT RETURN',
  'LN_BAL_LOSS RETURN',
  'LN_FIRST_BRW RETURN',
  'LN_FIRST_AMT RETURN',
  'LN_RENEW_NR RETURN',
  'KDT_REL_BAL RETURN',
  'KDT_AGR_CITY EVENT',
  'INS_PREM RETURN',
  'INS_POL RETURN',
  'INS_ENT RETURN',
  'INS_PAID RETURN',
  'INS_OS RETURN',
  'R_FIRST RETURN',
  'P_RATE_GAP RETURN',
  'C_RATE_BELOW RETURN',
  'KDT_SHARE_TSME RETURN',
  'INS_LR RETURN',
];

type Axes = Omit<Parameters<typeof gridOf>[0], 'metrics'>;

/** Not the first ones, which are alike, but some from all over the grid. */
async function someValued(
  from: Observatory,
  grid: readonly string[],
  wanted: number,
): Promise<string[]> {
  const found: string[] = [];
  const step = 7;
  const asked = grid.map((_, n) => grid[(n * step) % grid.length]!);
  while (asked.length > 0 && found.length < wanted) {
    const cells = await byEngine(from, asked.splice(0, 8));
    found.push(
      ...[...cells].flatMap(([id, { value, partial }]) =>
        (value ?? partial) === null ? [] : [id],
      ),
    );
  }
  return found.slice(0, wanted);
}

/** Of each metric on its basis, by each transform, so many figures of the grid that have a value. */
export async function valued(
  { database }: Pick<TestSystem, 'database'>,
  metrics: readonly string[],
  { transforms, ...axes }: Axes,
  ofEach: number,
): Promise<string[]> {
  const reads = createPool(database.urls.regulators, {
    searchPath: readSchema('regulators', regulators.projection.version),
  });
  try {
    const query = async <Row extends object>(statement: string, values: readonly unknown[] = []) =>
      (await reads.query<Row>(statement, [...values])).rows;
    const from = await observatoryOf({ query, cut: Date.now() * 1000 });
    const found: string[] = [];
    for (const one of metrics) {
      const [metric, basis] = one.split(' ') as [string, 'RETURN' | 'CONTRACT' | 'EVENT'];
      const { agency } = METRIC_DEFINITIONS.find(({ code }) => code === metric)!;
      const programmes = metric === 'PRG_AGE' ? ['KDT'] : ['_T'];
      for (const transform of transforms) {
        const grid = gridOf({
          ...axes,
          metrics: [[metric, agency, basis]],
          programmes,
          transforms: [transform],
        });
        found.push(...(await someValued(from, grid, ofEach)));
      }
    }
    return found;
  } finally {
    await reads.end();
  }
}

const BASIS = /\.(RETURN|CONTRACT|EVENT)\./;

/** Which of the metrics on their bases none of these figures is of. */
export const without = (metrics: readonly string[], ids: readonly string[]): string[] => {
  const there = new Set(ids.map((id) => `${id.split('.')[0]} ${BASIS.exec(id)![1]}`));
  return metrics.filter((one) => !there.has(one));
};

interface Lineage {
  scope: 'ALL' | 'OWN';
  formula: string | null;
  operands: { name: string; sign: number; unit: string; figureId: string | null }[];
  nodes: Contribution[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
type Traced = Answered & { lineage: Lineage };

const TRACE = `query ($id: ID!, $after: String) {
  figure(id: $id) {
    unit value partial
    lineage(first: 500, after: $after) {
      scope formula operands { name sign unit figureId }
      nodes { operand contribution }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

type As = NonNullable<Parameters<TestSystem['query']>[2]>['as'];

/** A figure with all of its facts. */
export async function traced(
  { query }: Pick<TestSystem, 'query'>,
  id: string,
  as: As = 'auditor',
): Promise<Traced> {
  const nodes: Contribution[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors }: Answer<{ figure: Traced }> = await query(TRACE, { id, after }, { as });
    if (!data?.figure) throw new Error(`${id}: ${JSON.stringify(errors)}`);
    nodes.push(...data.figure.lineage.nodes);
    const { pageInfo } = data.figure.lineage as Lineage;
    if (!pageInfo.hasNextPage) {
      return { ...data.figure, lineage: { ...data.figure.lineage, nodes } };
    }
    after = pageInfo.endCursor;
  }
}

/** What the facts make, and some more of them. */
export const again = ({ lineage, ...answered }: Traced, more: readonly Contribution[] = []) =>
  readd(answered, lineage.formula, lineage.scope, [...lineage.nodes, ...more]);

/** What the sum of an operand could be instead, in hundredths: next to it, next to nothing, and far away. */
const insteadOf = (sum: bigint): bigint[] => [
  ...[1n, -1n, 10_000n].map((by) => sum + by),
  ...[0n, 1n, -1n, 10n ** 26n, -(10n ** 26n)].filter((other) => other !== sum),
];

/** Operands of one figure that are made another, at most. */
const MOVED = 40;

/** Operands of which no other value makes the figure another, though its formula does not say why. */
function unmoved(figure: Traced): string[] {
  const expression = parseExpression(figure.lineage.formula!);
  const { sums } = again(figure);
  const excused = new Set(idleIn(expression, (name) => hundredths(sums.get(name) ?? 0n)));
  const names = namesIn(expression);
  // Each is tried with the whole formula, while the system that shares this process waits: of 700 some from all over.
  const step = Math.ceil(names.length / MOVED);
  return names.filter((operand, place) => {
    if (place % step > 0) return false;
    const sum = sums.get(operand) ?? 0n;
    const moves = insteadOf(sum).some((other) => {
      const contribution = formatHundredths(other - sum);
      return again(figure, [{ operand, contribution }]).verdict === 'DIFFERENT';
    });
    return !moves && !excused.has(operand);
  });
}

const hundredths = (sum: bigint): Ratio => ({ numerator: sum, denominator: 100n });

/**
 * Nothing divided by whatever is nothing; what has no value is compared with nothing; who alone is ranked is first; of
 * one reporter a share is all or nothing, so that many share a place and none of them moves another.
 */
function idleIn(expression: Expression, valueOf: (name: string) => Ratio): string[] {
  const value = (it: Expression) => evaluate(it, valueOf);
  const within = (it: Expression) => idleIn(it, valueOf);
  switch (expression.kind) {
    case 'OPERATION': {
      const { operator, left, right } = expression;
      const nothing = operator === '/' && value(left)?.numerator === 0n;
      return [...within(left), ...(nothing ? namesIn(right) : within(right))];
    }
    case 'CALL':
      if (expression.of.length === 1) return namesIn(expression);
      return expression.of.flatMap((it) =>
        value(it) && it.kind !== 'COUNT' ? within(it) : namesIn(it),
      );
    case 'COUNT':
      return expression.of.flatMap(({ left, right }) =>
        value(left) && value(right)
          ? [...within(left), ...within(right)]
          : [...namesIn(left), ...namesIn(right)],
      );
    default:
      return [];
  }
}

/**
 * What is wrong with figures, one line each: facts that do not make it up, operands that the formula does not name in
 * their order, and operands that could be anything.
 */
export async function notReadded(
  system: Pick<TestSystem, 'query'>,
  ids: Iterable<string>,
): Promise<string[]> {
  const wrong: string[] = [];
  const asked = ids[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = asked.next(); !next.done; next = asked.next()) {
      const id = next.value;
      const figure = await traced(system, id);
      const { operands, formula } = figure.lineage;
      const { verdict, computed } = again(figure);
      if (verdict !== 'EQUAL') {
        wrong.push(`${id} ${verdict} ${computed} ${formula}`);
        continue;
      }
      const names = operands.map(({ name }) => name).join(' ');
      if (names !== namesIn(parseExpression(formula!)).join(' ')) wrong.push(`${id} has ${names}`);
      const still = unmoved(figure);
      if (still.length > 0) wrong.push(`${id} whatever ${still.join(' ')} is in ${formula}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return wrong;
}
