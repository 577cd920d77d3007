import type { LOAN_CLASSES } from '@qianfan/schema/codelists/loan-classes';
import type { GUARANTEES } from '@qianfan/schema/facts/banks';
import type { Fen } from '@qianfan/schema/kernel/money';
import { addMonths } from '@qianfan/schema/kernel/period';
import { type Chance, chanceOf } from '../chance.ts';
import { DEMO_ENTERPRISES, type DemoEnterprise } from '../cast/enterprises.ts';
import { isListed } from '../cast/lists.ts';
import { addDays } from '../command.ts';

export type LoanClass = (typeof LOAN_CLASSES)[number];

/** A loan with everything that happens to it until the story ends. */
export interface DemoLoan {
  bank: string;
  id: string;
  enterprise: DemoEnterprise;
  product: string;
  guarantee: (typeof GUARANTEES)[number];
  amount: Fen;
  /** Hundredths of a per cent a year: 385 = 3.85 %. */
  rate: number;
  drawnOn: string;
  maturesOn: string;
  isLong: boolean;
  repayments: { on: string; amount: Fen }[];
  classes: { on: string; to: LoanClass }[];
  writtenOff?: { on: string; amount: Fen };
}

/** Nothing of the story happens later. */
export const LAST_DAY = '2025-02-20';
const FIRST_DAY = '2023-01-16';

interface Lender {
  bank: string;
  prefix: string;
  loans: number;
  /** Where its borrowers are: prefixes of area codes. */
  areas: string[];
  /** Sizes in steps of 200,000 yuan, so that every sum and its interest is exact in hundredths of 万元. */
  steps: [min: number, max: number];
  rates: [min: number, max: number];
  seed: number;
}

const LENDERS: Lender[] = [
  {
    bank: 'BNK_ICBC_JX',
    prefix: 'IC',
    loans: 44,
    areas: ['36'],
    steps: [15, 120],
    rates: [56, 76],
    seed: 11,
  },
  {
    bank: 'BNK_JJB',
    prefix: 'JJ',
    loans: 46,
    areas: ['3604', '3601'],
    steps: [5, 60],
    rates: [70, 92],
    seed: 23,
  },
  {
    bank: 'BNK_CMB_NC',
    prefix: 'CM',
    loans: 34,
    areas: ['3601'],
    steps: [5, 75],
    rates: [60, 80],
    seed: 37,
  },
  {
    bank: 'BNK_GZRCB',
    prefix: 'GZ',
    loans: 36,
    areas: ['3607'],
    steps: [3, 30],
    rates: [76, 104],
    seed: 53,
  },
];

const STEP: Fen = 20_000_000n;
const MONTHS = [6, 12, 12, 12, 24, 36];
const GUARANTEED = [
  'CREDIT',
  'CREDIT',
  'CREDIT',
  'GUARANTEE',
  'GUARANTEE',
  'MORTGAGE',
  'PLEDGE',
  'IP_PLEDGE',
] as const;
/** The largest loan and longest term that 科贷通 takes. */
const KDT_MOST: Fen = 500_000_000n;

/** Draws are spread evenly over two years, so that the balances of 2024 are above those of 2023. */
const drawnOn = (order: number, count: number, chance: Chance): string =>
  addDays(FIRST_DAY, Math.floor((order * 725) / count) + chance.int(0, 12));

function loanOf(lender: Lender, order: number, chance: Chance): DemoLoan {
  const near = DEMO_ENTERPRISES.filter(({ county }) =>
    lender.areas.some((area) => county.startsWith(area)),
  );
  const enterprise = chance.pick(near);
  const from = drawnOn(order, lender.loans, chance);
  // Every twelfth goes wrong, and is short, so that the story sees its end.
  const isBad = order % 12 === 4;
  const months = isBad ? 6 : chance.pick(MONTHS);
  const amount = STEP * BigInt(chance.int(...lender.steps));
  const guarantee = chance.pick(GUARANTEED);
  const isSmallTech = amount <= KDT_MOST && months <= 12 && isListed('TSME', enterprise.id, from);
  const loan: DemoLoan = {
    bank: lender.bank,
    id: `${lender.prefix}-${from.slice(0, 4)}-${String(order + 1).padStart(3, '0')}`,
    enterprise,
    product: isSmallTech ? 'KDT' : guarantee === 'IP_PLEDGE' ? 'ZCD' : 'KJD',
    guarantee,
    amount,
    rate: 5 * chance.int(...lender.rates),
    drawnOn: from,
    maturesOn: addMonths(from, months),
    isLong: months > 12,
    repayments: [],
    classes: [],
  };
  return isBad ? gone(loan, order % 24 === 4) : repaid(loan, months);
}

/** Short loans at maturity; long ones by quarters of the amount. */
function repaid(loan: DemoLoan, months: number): DemoLoan {
  const parts = months > 12 ? 4 : 1;
  const repayments = Array.from({ length: parts }, (_, n) => ({
    on: addMonths(loan.drawnOn, (months * (n + 1)) / parts),
    amount: loan.amount / BigInt(parts),
  })).filter(({ on }) => on <= LAST_DAY);
  return { ...loan, repayments };
}

/** Half is repaid; then it slides down the classes, and one in two is written off in the end. */
function gone(loan: DemoLoan, isLost: boolean): DemoLoan {
  const half = loan.amount / 2n;
  const day = (days: number): string => addDays(loan.maturesOn, days);
  const until = <Event extends { on: string }>(events: Event[]): Event[] =>
    events.filter(({ on }) => on <= LAST_DAY);
  const [writtenOff] = until(isLost ? [{ on: day(280), amount: loan.amount - half }] : []);
  return {
    ...loan,
    repayments: until([{ on: loan.maturesOn, amount: half }]),
    classes: until<DemoLoan['classes'][number]>([
      { on: day(10), to: 'SPECIAL_MENTION' },
      { on: day(40), to: 'SUBSTANDARD' },
      { on: day(160), to: 'DOUBTFUL' },
    ]),
    ...(writtenOff ? { writtenOff } : {}),
  };
}

function loansOf(lender: Lender): DemoLoan[] {
  const chance = chanceOf(lender.seed);
  return Array.from({ length: lender.loans }, (_, order) => loanOf(lender, order, chance)).filter(
    (loan) => loan.drawnOn <= LAST_DAY,
  );
}

export const DEMO_LOANS: readonly DemoLoan[] = LENDERS.flatMap(loansOf);

const total = (events: readonly { on: string; amount: Fen }[], date: string): Fen =>
  events.reduce((sum, { on, amount }) => (on <= date ? sum + amount : sum), 0n);

/** What is owed at the end of a day. */
export function balanceOn(loan: DemoLoan, date: string): Fen {
  if (loan.drawnOn > date) return 0n;
  const lost = loan.writtenOff ? total([loan.writtenOff], date) : 0n;
  return loan.amount - total(loan.repayments, date) - lost;
}

export const classOn = (loan: DemoLoan, date: string): LoanClass =>
  loan.classes.findLast(({ on }) => on <= date)?.to ?? 'NORMAL';
