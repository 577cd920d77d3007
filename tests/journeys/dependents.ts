import {
  firstMonthOf,
  lastMonthOf,
  previousPeriod,
  sameLastYear,
  yearEndBefore,
} from '@qianfan/schema/kernel/period';

/** Cells of one return that a correction is about. */
export interface ChangedCells {
  institution: string;
  period: string;
  cells: readonly { metric: string; population: string }[];
}

/** Parts of the ratios of the seed. */
const PARTS: Record<string, string[]> = {
  R_NPL: ['LN_BAL_NPL', 'LN_BAL'],
  P_RATE: ['LN_INT_ANN', 'LN_DISB'],
  R_COV_LOAN: ['LN_BRW', 'LST_MEM'],
};

/** Whether the figure may move with these cells, told from its id alone. Wider than the truth, never narrower. */
export function mayDependOn(id: string, change: ChangedCells): boolean {
  const [key, transform, period] = id.split(':') as [string, string, string];
  const [metric, population, reporter] = key.split('.') as [string, string, string];
  if (!key.includes('.RETURN.')) return false;
  const ofReporter =
    reporter === '_T' ||
    reporter === change.institution ||
    /^(SHARE-_T|RANK|COUNT)/.test(transform);
  const other = /^(?:SHARE|COUNT-[A-Z]{2})-([A-Z][A-Z_]+)$/.exec(transform)?.[1];
  const metrics = [metric, ...(PARTS[metric] ?? [])];
  const ofCell = change.cells.some(
    (cell) => metrics.includes(cell.metric) && [population, other].includes(cell.population),
  );
  const bases = [period, sameLastYear(period), yearEndBefore(period), previousPeriod(period)];
  const months = bases.flatMap((it) => [lastMonthOf(it), previousPeriod(firstMonthOf(it))]);
  return ofReporter && ofCell && months.includes(change.period);
}
