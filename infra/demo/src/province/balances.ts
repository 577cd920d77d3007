import { allocate } from './allocate.ts';
import {
  type Book,
  type Exposure,
  FAMILIES,
  type Family,
  familyOf,
  isPresent,
  kindOf,
} from './book.ts';
import { MONTHS, monthIndex } from './months.ts';
import { between } from './random.ts';
import {
  ANCHORS,
  type Group,
  groupOf,
  GROUPS,
  INDUSTRY_ONLY,
  type Totals,
  totalsOf,
} from './totals.ts';

/** How much larger a kind's loans are than at first, at one anchor. */
type Scale = Record<Family, number>;
const NO_SCALE = (): Scale => ({ BOTH: 1, HNTE: 1, TSME: 1, OTHER: 1, INDUSTRY: 1, NONE: 1 });

/**
 * Balances of all banks whose returns do not follow from single loans. At an anchor month each family of a group is
 * split over its borrowers and adds up exactly; between anchors what a firm owes goes evenly from one to the other.
 */
export function fillBalances(book: Book): void {
  for (const group of GROUPS) {
    const own = book.exposures.filter((one) => groupOf(one.bank) === group);
    const sizes = sizesOf(book, group, own);
    const scales = new Map<number, Scale>();
    for (const month of anchorMonths(group)) {
      scales.set(month, settle(book, group, own, sizes, month));
    }
    MONTHS.forEach((_, month) => {
      if (!scales.has(month)) spread(own, sizes, month, scaleAt(scales, month));
    });
  }
}

const anchorMonths = (group: Group): number[] => ANCHORS[group].map(monthIndex);

const flutter = ({ bank, firm }: Exposure, month: number): number =>
  between(970, 1030, 81, bank.index * 16 + month, firm.index) / 1000;

/** What each borrower owes at the group's first anchor, roughly: its weight, in the size of its kind. */
function sizesOf(book: Book, group: Group, own: readonly Exposure[]): number[] {
  const first = anchorMonths(group)[0]!;
  const totals = { ...totalsOf(book, group, first), INDUSTRY: INDUSTRY_ONLY[group], NONE: 0 };
  const present = own.filter((one) => isPresent(one, first));
  const units = new Map<Family, number>();
  for (const family of FAMILIES) {
    const kin = present.filter(({ firm }) => kindOf(firm.classes) === family);
    const weights = kin.reduce((sum, { weight }) => sum + weight, 0);
    units.set(family, totals[family] / Math.max(weights, 1));
  }
  return own.map(({ firm, weight }) => weight * units.get(kindOf(firm.classes))!);
}

/** Splits the totals of an anchor month exactly; answers how much larger each kind has become. */
function settle(
  book: Book,
  group: Group,
  own: readonly Exposure[],
  sizes: readonly number[],
  month: number,
): Scale {
  const totals = totalsOf(book, group, month);
  const scale = NO_SCALE();
  const weights = own.map((one, n) => sizes[n]! * flutter(one, month));
  const families = own.map((one) =>
    isPresent(one, month) ? familyOf(book.rows[month]![one.firm.index]!) : 'NONE',
  );
  for (const [family, total] of Object.entries(totals) as [keyof Totals, number][]) {
    const places = own.flatMap((_, n) => (families[n] === family ? [n] : []));
    const shares = places.map((n) => weights[n]!);
    scale[family] = total / shares.reduce((sum, share) => sum + share, 0);
    allocate(total, shares).forEach((part, at) => {
      own[places[at]!]!.balance[month] = part;
    });
  }
  scale.INDUSTRY = 1 + 0.008 * month;
  own.forEach((one, n) => {
    const isElsewhere = families[n] === 'INDUSTRY' || families[n] === 'NONE';
    if (!isElsewhere || !isPresent(one, month)) return;
    one.balance[month] = sized(weights[n]! * scale[kindOf(one.firm.classes)]);
  });
  return scale;
}

/** In a straight line from anchor to anchor, and beyond the first and last in the line of the nearest two. */
function scaleAt(scales: ReadonlyMap<number, Scale>, month: number): Scale {
  const months = [...scales.keys()];
  const later = months.findIndex((anchor) => anchor > month);
  const at = later < 0 ? months.length - 1 : Math.max(later, 1);
  const [a, b] = [months[at - 1]!, months[at]!];
  const [start, end] = [scales.get(a)!, scales.get(b)!];
  const scale = NO_SCALE();
  for (const family of FAMILIES) {
    scale[family] = start[family] + ((end[family] - start[family]) * (month - a)) / (b - a);
  }
  return scale;
}

const sized = (amount: number): number => Math.max(1, Math.round(amount));

function spread(
  own: readonly Exposure[],
  sizes: readonly number[],
  month: number,
  scale: Scale,
): void {
  own.forEach((one, n) => {
    if (!isPresent(one, month)) return;
    const size = sizes[n]! * flutter(one, month);
    one.balance[month] = sized(size * scale[kindOf(one.firm.classes)]);
  });
}
