import { bankOf, BANKS, type ProvinceBank } from './banks.ts';
import type { Firm } from './firms.ts';
import { LAST_MONTH } from './months.ts';
import { between, chance, hash, weighted } from './random.ts';
import type { RuralBorrower } from './rural.ts';

/** That a firm borrows from a bank, from one month to another (indices of `MONTHS`, both included). */
export interface Relation {
  bank: ProvinceBank;
  firm: Firm;
  from: number;
  to: number;
  /** How much beside the bank's others. */
  weight: number;
}

const NETWORKS = BANKS.filter(({ kind }) => kind === 'NETWORK');
const VILLAGES = BANKS.filter(({ kind }) => kind === 'VILLAGE');
const KDT_NETWORKS = NETWORKS.filter(({ joinsKdt }) => joinsKdt);
const pickNetwork = weighted(NETWORKS.map(({ weight }) => weight));
const pickKdt = weighted(KDT_NETWORKS.map(({ weight }) => weight));

/** With which bank a firm of 科贷通 has its loan: with its rural bank where that takes part. */
export function kdtBankOf(firm: Firm, rural: ReadonlyMap<number, RuralBorrower>): ProvinceBank {
  const own = rural.get(firm.index);
  if (own?.bank.joinsKdt && own.isSteady) return own.bank;
  return KDT_NETWORKS[pickKdt(hash(41, firm.index))]!;
}

/** Most borrow all the time; some came and some went. */
function windowOf(bank: number, firm: number): Pick<Relation, 'from' | 'to'> {
  const kind = hash(42, bank, firm) % 100;
  if (kind < 80) return { from: 0, to: LAST_MONTH };
  if (kind < 93) return { from: between(1, LAST_MONTH, 143, bank, firm), to: LAST_MONTH };
  return { from: 0, to: between(4, LAST_MONTH - 1, 44, bank, firm) };
}

/** Every relation there is, by bank and firm; each pair once. */
export function relationsOf(
  firms: readonly Firm[],
  rural: readonly RuralBorrower[],
  pool: readonly Firm[],
  others: readonly { bank: string; firm: Firm }[],
): Relation[] {
  const found = new Map<number, Relation>();
  const add = (bank: ProvinceBank, firm: Firm, more: Partial<Relation> = {}): void => {
    const key = bank.index * 100_000 + firm.index;
    const before = found.get(key);
    if (before && more.from === undefined) return;
    const weight = firm.size * between(60, 140, 45, bank.index, firm.index);
    found.set(key, { bank, firm, weight, ...windowOf(bank.index, firm.index), ...more });
  };
  for (const { bank, second, firm, from, to } of rural) {
    add(bank, firm, { from, to });
    if (second) add(second, firm, { from, to });
  }
  for (const firm of firms) {
    if (chance(46, 46, firm.index)) add(NETWORKS[pickNetwork(hash(47, firm.index))]!, firm);
    if (chance(16, 48, firm.index)) add(NETWORKS[pickNetwork(hash(49, firm.index))]!, firm);
  }
  addVillages(firms, add);
  const ruralOf = new Map(rural.map((one) => [one.firm.index, one]));
  for (const firm of pool) {
    const bank = kdtBankOf(firm, ruralOf);
    if (bank.kind === 'NETWORK') add(bank, firm, { from: 0, to: LAST_MONTH });
  }
  const always = { from: 0, to: LAST_MONTH };
  for (const { bank, firm } of others) add(bankOf(bank), firm, always);
  return [...found.values()].sort(
    (a, b) => a.bank.index - b.bank.index || a.firm.index - b.firm.index,
  );
}

/** A village bank lends in its county, to some tech SMEs; the first of them stays all the time. */
function addVillages(
  firms: readonly Firm[],
  add: (bank: ProvinceBank, firm: Firm, more: Partial<Relation>) => void,
): void {
  const byCounty = Map.groupBy(firms, ({ county }) => county);
  for (const bank of VILLAGES) {
    const near = (byCounty.get(bank.area) ?? []).filter(({ classes }) => classes.includes('T'));
    const count = bank.hasContracts ? 20 : between(8, 14, 50, bank.index);
    for (let n = 0; n < Math.min(count, near.length); n += 1) {
      const firm = near[(n * 5 + bank.index) % near.length]!;
      const weight = between(60, 140, 45, bank.index, firm.index);
      const window = n === 0 ? { from: 0, to: LAST_MONTH } : windowOf(bank.index, firm.index);
      add(bank, firm, { ...window, weight });
    }
  }
}
