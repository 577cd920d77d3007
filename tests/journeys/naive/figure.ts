import { type Instant, parseInstant } from '@qianfan/schema/kernel/instant';
import {
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  yearEndBefore,
} from '@qianfan/schema/kernel/period';
import { subtractRatios } from '@qianfan/schema/kernel/ratio';
import { untilDay } from './clock.ts';
import { carrierOf } from './forms.ts';
import { bodiesOf, type Known, knownAt, once } from './known.ts';
import { levelOf } from './level.ts';
import { counted, ranked } from './peers.ts';
import { definitionOf, membersOf, organisationOf } from './registers.ts';
import { type Series, seriesOf } from './series.ts';
import { type Naive, none, over } from './value.ts';

/**
 * The value of the figure with this id, from the facts that were known at an instant (`knownAt`): by brute force, slow,
 * plain, and without a line of the engine's code. It folds contracts one by one where the engine adds postings, and sets
 * where the engine counts in SQL. Figures that make no sense are not for it: the engine refuses them.
 */
export function naive(known: Known, id: string, at: Instant): Naive {
  const [key, transform, period] = id.split(':') as [string, string, string];
  const series = seriesOf(key);
  if (transform === 'LEVEL') return levelOf(known, series, period);
  const change = /^(PP_)?(YOY|YTD|MOM|QOQ)(\.AS_PUBLISHED)?$/.exec(transform);
  if (change) {
    const base = BASES[change[2]!]!(period);
    const before = change[3] ? asPublished(known, series, base, at) : levelOf(known, series, base);
    return grown(
      known,
      series,
      period,
      base,
      [levelOf(known, series, period), before],
      !!change[1],
    );
  }
  const beside = /^(GAP_ALL|X_COHORT|X_LIST_EFFECT)(?:\.(YTD|MOM|QOQ))?$/.exec(transform);
  if (beside) return besides(known, series, period, beside[1]!, BASES[beside[2] ?? 'YOY']!(period));
  if (transform.startsWith('SHARE-')) {
    const whole = widened(known, series, transform.slice(6));
    return over(levelOf(known, series, period), levelOf(known, whole, period));
  }
  if (transform.startsWith('RANK-')) return ranked(known, series, period, transform.slice(5));
  if (transform.startsWith('COUNT-')) return counted(known, series, period, transform.slice(6));
  throw new Error(`the naive fold knows no ${transform}`);
}

const BASES: Record<string, (period: string) => string> = {
  YOY: sameLastYear,
  YTD: yearEndBefore,
  MOM: previousPeriod,
  QOQ: (period) => shiftPeriod(period, period.length === 7 && !period.includes('Q') ? -3 : -1),
};

function widened(known: Known, series: Series, of: string): Series {
  if (of === '_T') return { ...series, reporter: '_T' };
  if (of === 'ALL') return { ...series, population: '_T' };
  if (organisationOf(known, of)) return { ...series, reporter: of };
  return of.startsWith('36') ? { ...series, area: of } : { ...series, population: of };
}

/** The base as it was known on the day on which its period was made public. */
function asPublished(known: Known, series: Series, base: string, at: Instant): Naive {
  const defined = definitionOf(known, series.metric, base);
  const metric = defined?.numerator ?? defined?.formula?.left.metric ?? series.metric;
  const form = carrierOf(known, { ...series, metric }, base);
  const opened = bodiesOf(known, 'regulators.ReportingPeriodOpened.v1').findLast(
    (body) => body.form === form?.form && body.period === base,
  );
  const release = opened && parseInstant(opened.release)!;
  if (release === undefined || release > at) return none('NOT_PUBLISHED');
  const then = once(known, `as of ${release}`, () => knownAt(known, release));
  return levelOf(then, series, base);
}

function grown(
  known: Known,
  { metric }: Series,
  period: string,
  base: string,
  [current, before]: readonly [Naive, Naive],
  points = false,
): Naive {
  const earlier = definitionOf(known, metric, base);
  const broken = earlier && earlier.version !== definitionOf(known, metric, period).version;
  const shown: Naive = {
    ...current,
    value: null,
    partial: null,
    flags: [...(broken ? ['b'] : []), ...current.flags.filter((flag) => flag === 'p')],
  };
  const wrong = [current, before].find(({ status }) => status !== 'REPORTED');
  if (wrong) return { ...shown, status: wrong.status };
  const difference = subtractRatios(current.value!, before.value!);
  if (points) return { ...shown, status: 'REPORTED', value: difference };
  if (before.value!.numerator <= 0n) return { ...shown, status: 'UNDEFINED' };
  return {
    ...shown,
    status: 'REPORTED',
    value: {
      numerator: difference.numerator * before.value!.denominator,
      denominator: difference.denominator * before.value!.numerator,
    },
  };
}

/** Growth against that of all loans, or against that of the enterprises that were on both lists. */
function besides(known: Known, series: Series, period: string, what: string, base: string): Naive {
  const growth = (of: Series, levels: readonly [Naive, Naive]) =>
    grown(known, of, period, base, levels);
  const plain = (of: Series) => growth(of, [levelOf(known, of, period), levelOf(known, of, base)]);
  const own = plain(series);
  let other: Naive;
  if (what === 'GAP_ALL') other = plain({ ...series, population: '_T' });
  else {
    const listed = (when: string) => ({
      name: `listed ${when}`,
      ids: membersOf(known, series.population, untilDay(known, when))!.ids,
    });
    other = growth(series, [
      levelOf(known, series, period, listed(base)),
      levelOf(known, series, base, listed(period)),
    ]);
    if (what === 'X_COHORT') return { ...own, status: other.status, value: other.value };
  }
  const wrong = [own, other].find(({ status }) => status !== 'REPORTED')?.status;
  return {
    ...own,
    status: wrong ?? 'REPORTED',
    value: wrong ? null : subtractRatios(own.value!, other.value!),
    flags: [...new Set([...own.flags, ...other.flags])],
  };
}
