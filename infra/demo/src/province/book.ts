import type { Lists } from './lists.ts';
import { ENTERPRISE_BITS, HNTE_BIT, TSME_BIT } from './lists.ts';
import { MONTH_ENDS, MONTHS } from './months.ts';
import type { Relation } from './relations.ts';

/** What one bank lends to one firm, month by month, in hundredths of 万元; the names are those of TF01's columns. */
export interface Exposure extends Relation {
  balance: Float64Array;
  mediumLong: Float64Array;
  unsecured: Float64Array;
  nonPerforming: Float64Array;
  discounted: Float64Array;
  /** This year so far, and its interest for a year. */
  drawn: Float64Array;
  interest: Float64Array;
}

export const MEASURES = [
  'balance',
  'mediumLong',
  'unsecured',
  'nonPerforming',
  'discounted',
  'drawn',
  'interest',
] as const;

/** Everything from which the banks of the province report. */
export interface Book {
  exposures: readonly Exposure[];
  /** By month, then by firm: its leaf rows (`Lists.rowsOn`). */
  rows: readonly Uint16Array[];
}

const empty = (): Float64Array => new Float64Array(MONTHS.length);

export function emptyBook(relations: readonly Relation[], lists: Lists): Book {
  const exposures = relations.map((relation) => ({
    ...relation,
    balance: empty(),
    mediumLong: empty(),
    unsecured: empty(),
    nonPerforming: empty(),
    discounted: empty(),
    drawn: empty(),
    interest: empty(),
  }));
  return { exposures, rows: MONTH_ENDS.map(lists.rowsOn) };
}

export const isPresent = ({ from, to }: Relation, month: number): boolean =>
  from <= month && month <= to;

/** Which of the published totals a loan counts in: both lists, HNTE, TSME, another list, an industry only, none. */
export const FAMILIES = ['BOTH', 'HNTE', 'TSME', 'OTHER', 'INDUSTRY', 'NONE'] as const;
export type Family = (typeof FAMILIES)[number];

export function familyOf(rows: number): Family {
  if (rows & HNTE_BIT) return rows & TSME_BIT ? 'BOTH' : 'HNTE';
  if (rows & TSME_BIT) return 'TSME';
  if (rows & ENTERPRISE_BITS) return 'OTHER';
  return rows ? 'INDUSTRY' : 'NONE';
}

/** The family in which a firm is while none of its lists has lapsed. */
export function kindOf(classes: string): Exclude<Family, 'NONE'> {
  if (classes.includes('H')) return classes.includes('T') ? 'BOTH' : 'HNTE';
  if (classes.includes('T')) return 'TSME';
  return classes ? 'OTHER' : 'INDUSTRY';
}
