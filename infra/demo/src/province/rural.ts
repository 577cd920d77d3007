import { BANKS, type ProvinceBank } from './banks.ts';
import { RURAL_BORROWERS } from './bases.ts';
import type { Firm } from './firms.ts';
import { ENTERPRISE_BITS, type Lists, TSME_BIT } from './lists.ts';
import { LAST_MONTH, MONTH_ENDS, monthIndex } from './months.ts';
import { between, chance, hash, shuffled } from './random.ts';

/** A firm that borrows from a rural bank (some from two), and when. */
export interface RuralBorrower {
  firm: Firm;
  bank: ProvinceBank;
  second?: ProvinceBank;
  from: number;
  to: number;
  /** All the time. */
  isSteady: boolean;
}

const RURAL = BANKS.filter(({ kind }) => kind === 'RURAL');
/** Borrowers of 2024-02 that were gone a year later. */
const LEAVERS = 60;
const [EARLY, LATE] = [monthIndex('2024-02'), LAST_MONTH];

/** The bank of the firm's county, or another of its city. */
function bankNear({ county, index }: Firm): ProvinceBank {
  const own = RURAL.find(({ area }) => area === county);
  const city = RURAL.filter(({ area }) => area.startsWith(county.slice(0, 4)));
  return own ?? city[hash(31, index) % city.length]!;
}

function secondOf({ county, index }: Firm, first: ProvinceBank): ProvinceBank | undefined {
  if (!chance(8, 32, index)) return undefined;
  const others = RURAL.filter((bank) => bank !== first && bank.area.startsWith(county.slice(0, 4)));
  return others[hash(33, index) % Math.max(others.length, 1)];
}

/**
 * Who borrows from rural banks: 4,717 listed firms in 2025-02, 4,105 of them tech SMEs, and 4,252 a year before; and
 * some whose loans are for tech industries alone.
 */
export function ruralBorrowers(firms: readonly Firm[], lists: Lists): RuralBorrower[] {
  const [before, now] = [EARLY, LATE].map((month) => lists.rowsOn(MONTH_ENDS[month]!));
  const mixed = shuffled(firms, 34, ({ index }) => index);
  const isSme = ({ index }: Firm) => (now![index]! & TSME_BIT) !== 0;
  const isListed = (rows: Uint16Array, { index }: Firm) => (rows[index]! & ENTERPRISE_BITS) !== 0;
  const others = RURAL_BORROWERS['2025-02'] - RURAL_BORROWERS.tsme;
  const listed = mixed.filter((firm) => isListed(now!, firm));
  const smes = listed.filter(isSme);
  const rest = listed.filter((firm) => !isSme(firm));
  const present = shuffled(
    [...smes.slice(0, RURAL_BORROWERS.tsme), ...rest.slice(0, others)],
    35,
    ({ index }) => index,
  );
  const wereListed = present.filter((firm) => isListed(before!, firm));
  const steady = new Set(wereListed.slice(0, RURAL_BORROWERS['2024-02'] - LEAVERS));
  const chosen = new Set(present);
  const free = mixed.filter((firm) => !chosen.has(firm));
  const leavers = free.filter((firm) => isListed(before!, firm)).slice(0, LEAVERS);
  const unlisted = free.filter(({ classes }) => classes === '').slice(0, 120);
  const borrower = (firm: Firm, from: number, to: number): RuralBorrower => {
    const bank = bankNear(firm);
    const second = secondOf(firm, bank);
    const isSteady = from === 0 && to === LAST_MONTH;
    return { firm, bank, ...(second ? { second } : {}), from, to, isSteady };
  };
  return [
    ...present.map((firm) => {
      const from = steady.has(firm) ? 0 : between(EARLY + 1, LATE, 36, firm.index);
      return borrower(firm, from, LAST_MONTH);
    }),
    ...leavers.map((firm) => borrower(firm, 0, between(EARLY + 2, LATE - 1, 37, firm.index))),
    ...unlisted.map((firm) => borrower(firm, 0, LAST_MONTH)),
  ];
}
