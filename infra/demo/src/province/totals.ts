import type { ProvinceBank } from './banks.ts';
import { BASES, yi } from './bases.ts';
import { type Book, type Exposure, type Family, familyOf } from './book.ts';
import { MONTHS } from './months.ts';

/** Banks whose balances are made to add up together. What single loans say (CONTRACT) is given. */
export const GROUPS = ['RURAL', 'JJB', 'OTHERS'] as const;
export type Group = (typeof GROUPS)[number];

/** Months at which a group's families have totals of their own. */
export const ANCHORS: Record<Group, readonly string[]> = {
  RURAL: ['2024-02', '2025-02'],
  JJB: ['2023-12', '2024-12'],
  OTHERS: ['2023-12', '2024-12', '2025-02'],
};

/** Loans to firms on no list, for a tech industry, at first. */
export const INDUSTRY_ONLY: Record<Group, number> = {
  RURAL: yi('30'),
  JJB: yi('15'),
  OTHERS: yi('500'),
};

export type Totals = Record<'BOTH' | 'HNTE' | 'TSME' | 'OTHER', number>;

export function groupOf(bank: ProvinceBank): Group | 'CONTRACT' {
  if (bank.hasContracts) return 'CONTRACT';
  if (bank.kind === 'RURAL') return 'RURAL';
  return bank.code === 'BNK_JJB' ? 'JJB' : 'OTHERS';
}

/** What a group's families come to at one of its anchors, in hundredths of 万元. */
export function totalsOf(book: Book, group: Group, month: number): Totals {
  const period = MONTHS[month]!;
  switch (group) {
    case 'RURAL':
      return ruralTotals(book, month, period);
    case 'JJB': {
      const tech = yi(BASES.jjbTech[period as keyof typeof BASES.jjbTech]);
      return shared(tech, { BOTH: 25, HNTE: 35, TSME: 25 });
    }
    case 'OTHERS':
      return otherTotals(book, month, period);
  }
}

/** Parts in percent; what they leave is OTHER's. */
function shared(whole: number, percent: Record<'BOTH' | 'HNTE' | 'TSME', number>): Totals {
  const part = (share: number): number => Math.floor((whole * share) / 100);
  const [BOTH, HNTE, TSME] = [part(percent.BOTH), part(percent.HNTE), part(percent.TSME)];
  return { BOTH, HNTE, TSME, OTHER: whole - BOTH - HNTE - TSME };
}

function ruralTotals(book: Book, month: number, period: string): Totals {
  const given = sums(book, month, ({ bank }) => bank.kind === 'RURAL' && bank.hasContracts);
  const listed = given.BOTH + given.HNTE + given.TSME + given.OTHER;
  const tech = yi(BASES.ruralTech[period as keyof typeof BASES.ruralTech]) - listed;
  if (period === '2024-02') return shared(tech, { BOTH: 21, HNTE: 14, TSME: 49 });
  const tsme = yi(BASES.ruralTsme['2025-02']) - given.BOTH - given.TSME;
  const BOTH = Math.floor(tech * 0.22);
  const HNTE = Math.floor(tech * 0.14);
  return { BOTH, HNTE, TSME: tsme - BOTH, OTHER: tech - tsme - HNTE };
}

/** The province less what all the others have. */
function otherTotals(book: Book, month: number, period: string): Totals {
  const given = sums(book, month, ({ bank }) => groupOf(bank) !== 'OTHERS');
  const tsme = yi(BASES.tsme[period as keyof typeof BASES.tsme]) - given.BOTH - given.TSME;
  const hnte = provinceHnte(period) - given.BOTH - given.HNTE;
  const BOTH = Math.floor(tsme * 0.5);
  return { BOTH, HNTE: hnte - BOTH, TSME: tsme - BOTH, OTHER: Math.floor(hnte * 0.1) };
}

/** Of 2025-02 nothing was published: more than at the year's end, since the list of January is longer. */
const provinceHnte = (period: string): number =>
  period === '2025-02' ? yi('2990.00') : yi(BASES.hnte[period as keyof typeof BASES.hnte]);

function sums(
  { exposures, rows }: Book,
  month: number,
  isMeant: (exposure: Exposure) => boolean,
): Record<Family, number> {
  const found = { BOTH: 0, HNTE: 0, TSME: 0, OTHER: 0, INDUSTRY: 0, NONE: 0 };
  for (const exposure of exposures) {
    if (!isMeant(exposure)) continue;
    found[familyOf(rows[month]![exposure.firm.index]!)] += exposure.balance[month]!;
  }
  return found;
}
