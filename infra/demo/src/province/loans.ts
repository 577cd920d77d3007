import type { GUARANTEES } from '@qianfan/schema/facts/banks';
import { addMonths, shiftPeriod } from '@qianfan/schema/kernel/period';
import { LAST_MONTH, MONTHS } from './months.ts';
import { between, chance, hash } from './random.ts';
import type { ProvinceFiling } from './filings.ts';
import type { Relation } from './relations.ts';

type Guarantee = (typeof GUARANTEES)[number];

/**
 * A single loan. Amounts in hundredths of 万元, whole multiples of 20 万元 at rates in steps of five basis
 * points (of 1 万元 at whole percents under 科贷通), so that interest comes out even.
 */
export interface ProvinceLoan {
  id: string;
  bank: string;
  enterprise: string;
  /** The enterprise's index among firms. */
  firm: number;
  county: string;
  product?: string;
  guarantee: Guarantee;
  amount: number;
  /** Basis points for a year. */
  rate: number;
  drawnOn: string;
  maturesOn: string;
  isLong: boolean;
  repayments: { on: string; amount: number }[];
  /** When it turned bad. */
  badOn?: string;
}

/** 20 万元. */
export const LOAN_STEP = 2_000;
/** The last day of which the system is told. */
const END = '2025-03-31';

const GUARANTEE: readonly Guarantee[] = [
  'MORTGAGE',
  'MORTGAGE',
  'GUARANTEE',
  'CREDIT',
  'PLEDGE',
  'IP_PLEDGE',
  'GUARANTEE',
  'CREDIT',
];
const dayIn = (month: string, day: number): string => `${month}-${String(day).padStart(2, '0')}`;

/** All loans behind a relation: one that lasts as long as it, and in most cases one that is renewed each year. */
export function loansOf(relation: Relation): ProvinceLoan[] {
  const { bank, firm, from, to } = relation;
  const [b, f] = [bank.index, firm.index];
  const common = {
    bank: bank.code,
    enterprise: firm.id,
    firm: firm.index,
    county: firm.county,
    guarantee: GUARANTEE[hash(61, b, f) % GUARANTEE.length]!,
    rate: 5 * between(60, 96, 62, b, f),
  };
  const month = from === 0 ? shiftPeriod('2022-06', between(0, 17, 63, b, f)) : MONTHS[from]!;
  const drawnOn = dayIn(month, between(3, 24, 64, b, f));
  const amount = LOAN_STEP * between(10, 40, 65, b, f);
  const left = to < LAST_MONTH ? dayIn(MONTHS[to + 1]!, between(4, 12, 66, b, f)) : undefined;
  const part = LOAN_STEP * between(1, 4, 67, b, f);
  const paid = addMonths(drawnOn, 13);
  const early = paid < (left ?? END) ? [{ on: paid, amount: part }] : [];
  const rest = early.length > 0 ? amount - part : amount;
  const isBad = !left && addMonths(paid, 1) < END && chance(2, 68, b, f);
  const lasting: ProvinceLoan = {
    ...common,
    id: `L-${firm.id}-A`,
    amount,
    drawnOn,
    maturesOn: addMonths(drawnOn, 36),
    isLong: true,
    repayments: [...early, ...(left ? [{ on: left, amount: rest }] : [])],
    ...(isBad ? { badOn: addMonths(paid, 1) } : {}),
  };
  return [lasting, ...(left ? [] : renewed(relation, common, from))];
}

/** A loan of a year, repaid and drawn again; the next one a little larger. */
function renewed(
  { bank, firm }: Relation,
  common: Pick<ProvinceLoan, 'bank' | 'enterprise' | 'firm' | 'county' | 'guarantee' | 'rate'>,
  from: number,
): ProvinceLoan[] {
  const [b, f] = [bank.index, firm.index];
  if (!chance(70, 70, b, f)) return [];
  const first = shiftPeriod(from === 0 ? '2023-01' : MONTHS[from]!, between(0, 11, 71, b, f));
  const loans: ProvinceLoan[] = [];
  let drawnOn = dayIn(first, between(3, 24, 72, b, f));
  let amount = LOAN_STEP * between(8, 30, 73, b, f);
  for (let round = 0; drawnOn < END; round += 1) {
    const maturesOn = addMonths(drawnOn, 12);
    loans.push({
      ...common,
      id: `L-${firm.id}-R${round + 1}`,
      amount,
      drawnOn,
      maturesOn,
      isLong: false,
      repayments: maturesOn <= END ? [{ on: maturesOn, amount }] : [],
    });
    drawnOn = maturesOn;
    amount += LOAN_STEP * between(0, 2, 74, b, f);
  }
  return loans;
}

/** The loan that a bank filed with 科贷通, under the number of its filing: what is repaid is settled there on that day. */
export const filedLoan = (filing: ProvinceFiling): ProvinceLoan => ({
  id: filing.loan,
  bank: filing.bank,
  enterprise: filing.firm.id,
  firm: filing.firm.index,
  county: filing.firm.county,
  guarantee: chance(60, 75, filing.firm.index) ? 'CREDIT' : 'GUARANTEE',
  amount: filing.amount * 100,
  // Whole percents: amounts are whole 万元, and interest has to come out even.
  rate: 100 * between(3, 4, 76, filing.firm.index),
  drawnOn: filing.filedOn,
  maturesOn: filing.maturesOn,
  isLong: false,
  repayments: filing.settlements.map(({ on, amount }) => ({ on, amount: amount * 100 })),
});

/** What is owed at the end of a day. */
export const owedOn = ({ amount, drawnOn, repayments }: ProvinceLoan, date: string): number =>
  drawnOn > date
    ? 0
    : repayments.reduce((left, { on, amount: paid }) => (on <= date ? left - paid : left), amount);
