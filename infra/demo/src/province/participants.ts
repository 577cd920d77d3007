import { COUNTIES } from '@qianfan/schema/codelists/areas';
import { addDays } from '../command.ts';
import { allocate } from './allocate.ts';
import { BANKS } from './banks.ts';
import { between, hash } from './random.ts';
import { takesPartFrom } from './regions.ts';

export interface KdtBank {
  bank: string;
  on: string;
}

export interface Outlet {
  bank: string;
  outlet: string;
  county: string;
  on: string;
}

const OUTLETS = 305;
const JOINING = BANKS.filter(({ joinsKdt }) => joinsKdt);
/** With whom the programme began, and who takes what comes before a firm's own bank joined. */
export const FIRST_BANK = 'BNK_JJB';

/** The quoted banks first, the rural ones last. */
export const KDT_BANKS: readonly KdtBank[] = JOINING.map(({ code, kind }, n) => {
  if (n < 3) return { bank: code, on: '2015-06-15' };
  const year = kind === 'RURAL' ? 2020 + (n % 3) : 2016 + (n % 4);
  return { bank: code, on: `${year}-0${1 + (n % 9)}-10` };
});

const OPEN = COUNTIES.filter(({ code }) => takesPartFrom(code));

function outletsOf(): Outlet[] {
  const counts = allocate(
    OUTLETS - JOINING.length,
    JOINING.map(({ kind, weight }) => (kind === 'RURAL' ? 20 : weight)),
  );
  return JOINING.flatMap((bank, n) => {
    const { on: joined } = KDT_BANKS[n]!;
    return Array.from({ length: counts[n]! + 1 }, (_, at): Outlet => {
      const county = bank.kind === 'RURAL' ? bank.area : OPEN[hash(111, n, at) % OPEN.length]!.code;
      const day = addDays(joined, at === 0 ? 5 : between(30, 700, 112, n, at));
      const start = takesPartFrom(county)!;
      return {
        bank: bank.code,
        outlet: `${bank.code}-K${String(at + 1).padStart(2, '0')}`,
        county,
        on: day < start && at > 0 ? addDays(start, 20) : day,
      };
    });
  });
}

export const KDT_OUTLETS: readonly Outlet[] = outletsOf();
