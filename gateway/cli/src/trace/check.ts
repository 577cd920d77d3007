import { formatHundredths, parseHundredths } from '@qianfan/schema/kernel/money';
import { formatRatio, type Ratio, subtractRatios } from '@qianfan/schema/kernel/ratio';

/** What `trace` reads of a figure; values as decimal text, amounts in yuan. */
export interface TracedFigure {
  figureId: string;
  status: string;
  unit: 'YUAN' | 'COUNT' | 'RATIO';
  value: string | null;
  partial: string | null;
}

export interface TracedFact {
  part: string;
  contribution: string | null;
}

/**
 * EQUAL, DIFFERENT: the facts do or do not make up the figure. NO_VALUE: it has none. NOT_A_SUM: a place or a count of
 * institutions follows from comparing them. OWN_FACTS_ONLY: other institutions' facts are not shown to this viewer.
 */
export type Verdict = 'EQUAL' | 'DIFFERENT' | 'NO_VALUE' | 'NOT_A_SUM' | 'OWN_FACTS_ONLY';

/** Sums of contributions by part, in hundredths. */
export type Sums = ReadonlyMap<string, bigint>;

/** Adds up the contributions of each part; lists, which contribute nothing, make no part. */
export function addUp(facts: Iterable<TracedFact>): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { part, contribution } of facts) {
    if (contribution === null) continue;
    const value = parseHundredths(contribution);
    if (value === undefined) throw new RangeError(`no amount: ${contribution}`);
    sums.set(part, (sums.get(part) ?? 0n) + value);
  }
  return sums;
}

/** The figure that the sums make up, exactly, then printed as the API prints it; undefined where it is no sum. */
export function computed({ figureId, unit }: TracedFigure, sums: Sums): string | undefined {
  const transform = figureId.split(':')[1] ?? '';
  const sum = (part: string): bigint => sums.get(part) ?? 0n;
  const quotient = (prefix = ''): Ratio => ({
    numerator: sum(`${prefix}NUMERATOR`),
    denominator: sum(`${prefix}DENOMINATOR`),
  });
  if (/^(RANK|COUNT)-/.test(transform)) return undefined;
  if (transform.startsWith('PP_')) {
    const [now, before] = [quotient(), quotient('BASE_')];
    if (now.denominator === 0n || before.denominator === 0n) return undefined;
    return formatRatio(subtractRatios(now, before));
  }
  if (/^(YOY|YTD|MOM|QOQ)/.test(transform)) {
    const base = sum('BASE');
    return formatRatio({ numerator: sum('VALUE') - base, denominator: base });
  }
  if (unit === 'RATIO') return formatRatio(quotient());
  return unit === 'YUAN' ? formatHundredths(sum('VALUE')) : String(sum('VALUE') / 100n);
}

/** Whether facts make up the figure that was answered. */
export function judge(figure: TracedFigure, sums: Sums, scope: 'ALL' | 'OWN'): Verdict {
  if (/:(RANK|COUNT)-/.test(figure.figureId)) return 'NOT_A_SUM';
  const answered = figure.value ?? figure.partial;
  if (answered === null) return 'NO_VALUE';
  if (scope === 'OWN') return 'OWN_FACTS_ONLY';
  return computed(figure, sums) === answered ? 'EQUAL' : 'DIFFERENT';
}
