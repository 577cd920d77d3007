import { listsOf } from '@qianfan/schema/codelists/populations';
import {
  endOf,
  firstMonthOf,
  lastMonthOf,
  previousPeriod,
  sameLastYear,
  shiftPeriod,
  yearEndBefore,
} from '@qianfan/schema/kernel/period';

/** What a change is about; absent = anything. */
export interface About {
  basis?: 'RETURN' | 'CONTRACT' | 'EVENT';
  /** Metrics whose sums it changes. */
  metrics?: readonly string[];
  /** Classes, for a cell of a return; `''` and `ALL` = not restricted. */
  populations?: readonly string[];
  /** What row of products, for a cell of a return. */
  products?: readonly string[];
  /** Of whom, and of which groups that is. */
  reporters?: readonly string[];
  /** Where: a county, or 36 for what no area is told of. */
  areas?: readonly string[];
  /** The last month of the return. */
  month?: string;
  /** The day from which on it counts. */
  from?: string;
  /** A list whose members changed. */
  list?: string;
  /** An enterprise is registered elsewhere, or as something else. */
  registered?: boolean;
}

/** What the ratios of the seed are made of. */
const PARTS: Record<string, string[]> = {
  R_NPL: ['LN_BAL_NPL', 'LN_BAL'],
  P_RATE: ['LN_INT_ANN', 'LN_DISB'],
  P_RATE_GAP: ['LN_INT_ANN', 'LN_DISB'],
  C_RATE_BELOW: ['LN_INT_ANN', 'LN_DISB'],
  R_COV_LOAN: ['LN_BRW', 'LST_MEM'],
  R_COV_INS: ['INS_ENT', 'LST_MEM'],
  KDT_SHARE_TSME: ['KDT_REL_BAL', 'LN_BAL'],
  INS_LR: ['INS_PAID', 'INS_PREM'],
};
/** Classes that a metric looks at whichever is asked. */
const OTHERS: Record<string, string> = {
  P_RATE_GAP: '_T',
  C_RATE_BELOW: '_T',
  KDT_SHARE_TSME: 'TSME',
};

/** Whether the figure may move with a change, told from its id alone. Wider than the truth, never narrower. */
export function mayMove(id: string, about: About): boolean {
  const [key, transform, period] = id.split(':') as [string, string, string];
  const [metric, population, reporter, area, product, , , lifecycle] = key.split('.') as [
    string,
    string,
    string,
    string,
    string,
    ...string[],
  ];
  const coverage = PARTS[metric]?.includes('LST_MEM') ?? false;
  const other = /^(?:SHARE|COUNT-[A-Z]{2})-([A-Z0-9_]+)$/.exec(transform)?.[1];
  const areas = [area, ...(other?.startsWith('36') ? [other] : [])];
  const populations = [
    population,
    OTHERS[metric],
    ...(transform.startsWith('GAP_ALL') ? ['_T'] : []),
    other === 'ALL' ? '_T' : other,
  ].filter((it) => it !== undefined);

  if (about.list !== undefined) {
    const listed = populations.some(
      (it) => it === about.list || listsOf(it)?.includes(about.list!),
    );
    if (!listed || (key.includes('.RETURN.') && !coverage)) return false;
  }
  if (about.registered) {
    const placed = areas.some((it) => it !== '36') || lifecycle !== '_T';
    if (!placed || (key.includes('.RETURN.') && !coverage)) return false;
  }
  if (about.basis && !key.includes(`.${about.basis}.`)) return false;
  const metrics = [metric, ...(PARTS[metric] ?? [])];
  if (about.metrics && !about.metrics.some((it) => metrics.includes(it))) return false;
  const named = about.populations?.map((it) => (it === '' || it === 'ALL' ? '_T' : it));
  if (named && !named.some((it) => populations.includes(it))) return false;
  if (about.products && !about.products.includes(product)) return false;
  if (about.reporters) {
    const all = reporter === '_T' || /^(SHARE|RANK|COUNT)/.test(transform);
    if (!all && !about.reporters.includes(reporter)) return false;
  }
  if (about.areas && !about.areas.some((it) => areas.some((of) => it.startsWith(of)))) return false;
  if (about.from !== undefined && endOf(period) < about.from) return false;
  return about.month === undefined || monthsBehind(period).includes(about.month);
}

/** The returns that a period's figure, its bases and what is taken off them may come from. */
function monthsBehind(period: string): string[] {
  const quarter = period.includes('Q') || period.length === 4 ? 1 : 3;
  const bases = [
    period,
    sameLastYear(period),
    yearEndBefore(period),
    previousPeriod(period),
    shiftPeriod(period, -quarter),
  ];
  return bases.flatMap((it) => [lastMonthOf(it), previousPeriod(firstMonthOf(it))]);
}
