import { startOf } from '@qianfan/schema/kernel/period';
import { hasNotBegun, isOver, untilDay } from './clock.ts';
import {
  type Fold,
  foldAgreements,
  foldBanks,
  foldCities,
  foldCounties,
  foldCovers,
  foldFilings,
  foldLaunches,
  foldLines,
  foldLoans,
  foldOutlets,
  type Standing,
} from './contracts.ts';
import type { Known } from './known.ts';
import { enterprises, isMember, membersOf } from './registers.ts';
import { isFree, type Series } from './series.ts';
import { type Naive, none, notDue, sum } from './value.ts';

type Dimension = Exclude<keyof Series, 'metric' | 'agency' | 'basis'>;
const ALL_DIMENSIONS: readonly Dimension[] = [
  'population',
  'reporter',
  'area',
  'product',
  'guarantee',
  'term',
  'lifecycle',
  'programme',
];

interface Measure {
  basis: 'CONTRACT' | 'EVENT';
  /** What it can be asked by. */
  by: readonly Dimension[];
  fixed?: Partial<Record<Dimension, string>>;
  /** What it has to be asked by. */
  named?: Dimension;
  fold: Fold;
  value: (standings: readonly Standing[]) => bigint;
  /** Of the whole period: until it is over there is but a part of it. */
  flows?: boolean;
}

const total = (of: (it: Standing) => bigint) => (standings: readonly Standing[]) =>
  standings.reduce((all, it) => all + of(it), 0n);

/** Each enterprise once whose sum is above zero. */
const firms = (of: (it: Standing) => bigint) => (standings: readonly Standing[]) =>
  BigInt(
    [...Map.groupBy(standings, ({ enterprise }) => enterprise).values()].filter(
      (group) => total(of)(group) > 0n,
    ).length,
  );
const members = (standings: readonly Standing[]) =>
  BigInt(new Set(standings.map(({ member }) => member)).size);

const balance = (it: Standing) => it.balance;
const ever = (it: Standing) => it.total;

const WHO = ['population', 'reporter', 'area', 'lifecycle'] as const;
const LOAN = {
  basis: 'CONTRACT',
  by: [...WHO, 'product', 'guarantee', 'term'],
  fold: foldLoans,
} as const;
const COVER = { basis: 'CONTRACT', by: [...WHO, 'product'], fold: foldCovers } as const;
const LINE = { basis: 'CONTRACT', by: [...WHO, 'product'], fold: foldLines } as const;
const KDT = { basis: 'EVENT', fixed: { programme: 'KDT' } } as const;
const FILING = { ...KDT, by: [...WHO, 'programme'], fold: foldFilings } as const;

const MEASURES: Record<string, Measure> = {
  LN_BAL: { ...LOAN, value: total(balance) },
  LN_BAL_NPL: { ...LOAN, value: total((it) => (it.bad ? it.balance : 0n)) },
  LN_BRW: { ...LOAN, value: firms(balance) },
  LN_DISB: { ...LOAN, value: total(({ flow }) => flow), flows: true },
  LN_LIMIT: { ...LINE, value: total(balance) },
  LN_LIMIT_BRW: { ...LINE, value: firms(balance) },
  LN_LIMIT_BRW_CUM: { ...LINE, value: firms(ever) },
  INS_COVER_WRITTEN: { ...COVER, value: total(({ flow }) => flow), flows: true },
  INS_COVER_INFORCE: { ...COVER, value: total(balance) },
  KDT_FILED_BAL: { ...FILING, value: total(balance) },
  KDT_FILED_ENT_CUM: { ...FILING, value: firms(ever) },
  KDT_REGION_CITY: { ...KDT, by: ['area', 'programme'], fold: foldCities, value: members },
  KDT_REGION_COUNTY: { ...KDT, by: ['area', 'programme'], fold: foldCounties, value: members },
  KDT_BANK: { ...KDT, by: ['reporter', 'programme'], fold: foldBanks, value: members },
  KDT_OUTLET: { ...KDT, by: ['reporter', 'area', 'programme'], fold: foldOutlets, value: members },
  KDT_AGR_CITY: {
    ...KDT,
    by: ['reporter', 'area', 'programme'],
    fold: foldAgreements,
    value: members,
  },
  PRG_AGE: {
    basis: 'EVENT',
    by: ['programme'],
    named: 'programme',
    fold: foldLaunches,
    value: total(balance),
  },
};

/** A value from single contracts, filings or registers; `inside`: of these enterprises only. */
export function fromContracts(
  known: Known,
  series: Series,
  period: string,
  inside?: ReadonlySet<string>,
): Naive {
  if (series.metric === 'LST_MEM') return listMembers(known, series, period);
  const measure = MEASURES[series.metric];
  if (measure?.basis !== series.basis || !canBeAsked(measure, series)) return none('NOT_COLLECTED');
  const { population, reporter, area, lifecycle } = series;
  const to = untilDay(known, period);
  const listed = population === '_T' ? undefined : membersOf(known, population, to);
  if (population !== '_T' && !listed) return none('NOT_COLLECTED');
  if (hasNotBegun(known, period)) return notDue();
  if (listed?.some === 0) return none('MISSING');
  const all = measure
    .fold(known, startOf(period), to)
    .filter((it) => reporter === '_T' || isMember(known, it.reporter, reporter));
  if (all.length === 0) return none('MISSING');
  const counted = all.filter(
    (it) =>
      (!listed || listed.ids.has(it.enterprise!)) &&
      (!inside || inside.has(it.enterprise!)) &&
      (area === '36' || it.county.startsWith(area)) &&
      (lifecycle === '_T' || enterprises(known).get(it.enterprise!)?.stage === lifecycle) &&
      (['product', 'guarantee', 'term', 'programme'] as const).every((name) => {
        const wanted = measure.fixed?.[name] ?? series[name];
        return wanted === '_T' || it[name] === wanted;
      }),
  );
  const isPart = !!measure.flows && !isOver(known, period);
  return { ...sum(measure.value(counted), isPart || !!listed?.missing), early: isPart };
}

const canBeAsked = ({ by, fixed, named }: Measure, series: Series): boolean =>
  (named === undefined || !isFree(series[named])) &&
  ALL_DIMENSIONS.every((name) => {
    const value = series[name];
    if (isFree(value)) return true;
    return by.includes(name) && (fixed?.[name] === undefined || fixed[name] === value);
  });

function listMembers(known: Known, series: Series, period: string): Naive {
  const { population, area, lifecycle, reporter, product, guarantee, term, programme } = series;
  const others = [reporter, product, guarantee, term, programme];
  if (series.basis !== 'EVENT' || population === '_T' || !others.every(isFree)) {
    return none('NOT_COLLECTED');
  }
  const listed = membersOf(known, population, untilDay(known, period));
  if (!listed) return none('NOT_COLLECTED');
  if (hasNotBegun(known, period)) return notDue();
  if (listed.some === 0) return none('MISSING');
  const counted = [...listed.ids].filter((id) => {
    const enterprise = enterprises(known).get(id);
    return (
      (area === '36' || enterprise?.county.startsWith(area)) &&
      (lifecycle === '_T' || enterprise?.stage === lifecycle)
    );
  });
  return sum(BigInt(counted.length), listed.missing);
}
