import { parseYuan } from '@qianfan/schema/kernel/money';
import { type Known, once } from './known.ts';
import { enterprises } from './registers.ts';

/** What a contract, a filing or an entry of a register stands at, at the end of a day, told by its own facts. */
export interface Standing {
  reporter: string;
  enterprise?: string;
  /** What is counted once, for registers. */
  member?: string;
  county: string;
  product?: string;
  guarantee?: string;
  term?: string;
  programme?: string;
  balance: bigint;
  bad: boolean;
  /** Of the days from the first to the last. */
  flow: bigint;
  /** Ever. */
  total: bigint;
}

export type Fold = (known: Known, from: string, to: string) => readonly Standing[];

const BAD = ['SUBSTANDARD', 'DOUBTFUL', 'LOSS'];
const fen = (text: string): bigint => parseYuan(text)!;
const within = (day: string, from: string, to: string): boolean => from <= day && day <= to;

const remembered =
  (name: string, fold: Fold): Fold =>
  (known, from, to) =>
    once(known, `${name} ${from} ${to}`, () => fold(known, from, to));

export const foldLoans = remembered('loans', (known, from, to) => {
  const loans = new Map<string, Standing>();
  for (const { type, key, body } of known) {
    const name = /^banks\.Loan(\w+)\.v1$/.exec(type)?.[1];
    if (!name || (body.drawnOn ?? body.on) > to) continue;
    const id = `${key}/${body.loan}`;
    const loan = loans.get(id);
    if (name === 'Drawn') {
      const amount = fen(body.amount);
      const drawn = within(body.drawnOn, from, to) ? amount : 0n;
      loans.set(id, {
        ...body,
        reporter: key,
        balance: (loan?.balance ?? 0n) + amount,
        bad: loan?.bad ?? false,
        flow: (loan?.flow ?? 0n) + drawn,
        total: (loan?.total ?? 0n) + amount,
      });
    } else if (name === 'Classified') loan!.bad = BAD.includes(body.classification);
    else loan!.balance -= fen(body.amount);
  }
  return [...loans.values()];
});

export const foldCovers = remembered('covers', (known, from, to) => {
  const covers = new Map<string, Standing & { until: string }>();
  for (const { type, key, body } of known) {
    const name = /^banks\.Cover(\w+)\.v1$/.exec(type)?.[1];
    const day = body.inception ?? body.on;
    if (!name || day > to) continue;
    const id = `${key}/${body.cover}`;
    const change = fen(body.sumInsuredChange ?? body.sumInsured);
    const cover = covers.get(id);
    if (name === 'Issued') {
      covers.set(id, {
        ...body,
        reporter: key,
        balance: change,
        bad: false,
        flow: within(day, from, to) ? change : 0n,
        total: change,
        until: body.expiresOn,
      });
    } else if (name === 'Cancelled') cover!.balance = 0n;
    else {
      cover!.balance += change;
      if (within(day, from, to)) cover!.flow += change;
    }
  }
  return [...covers.values()].map((it) => (it.until > to ? it : { ...it, balance: 0n }));
});

/** Credit lines: where the enterprise is, is where the line is. */
export const foldLines = remembered('lines', (known, _, to) =>
  known.flatMap(({ type, key, body }) => {
    if (type !== 'banks.CreditLineGranted.v1' || body.grantedOn > to) return [];
    const limit = fen(body.limit);
    return {
      reporter: key,
      enterprise: body.enterprise,
      county: enterprises(known).get(body.enterprise)?.county ?? '',
      product: body.product,
      balance: body.expiresOn > to ? limit : 0n,
      bad: false,
      flow: 0n,
      total: limit,
    };
  }),
);

export const foldFilings = remembered('filings', (known, _, to) => {
  const filings = new Map<string, Standing>();
  for (const { type, body } of known) {
    const filed = type === 'programmes.LoanFiled.v1';
    if (!filed && type !== 'programmes.FilingSettled.v1') continue;
    if ((body.filedOn ?? body.on) > to) continue;
    const id = `${body.programme}/${body.bank}/${body.loan}`;
    const before = filings.get(id);
    const amount = fen(body.amount);
    filings.set(id, {
      ...body,
      reporter: body.bank,
      balance: (before?.balance ?? 0n) + (filed ? amount : -amount),
      bad: false,
      flow: 0n,
      total: (before?.total ?? 0n) + (filed ? amount : 0n),
    });
  }
  return [...filings.values()];
});

/** Regions, banks, outlets and agreements: who has joined by a day. */
const joined = (
  name: string,
  type: string,
  read: (body: any, key: string) => { member: string; reporter?: string; area?: string } | null,
): Fold =>
  remembered(name, (known, _, to) =>
    known.flatMap((fact) => {
      if (fact.type !== type || (fact.body.on ?? fact.body.signedOn) > to) return [];
      const found = read(fact.body, fact.key);
      if (!found) return [];
      return {
        reporter: found.reporter ?? '',
        member: found.member,
        county: found.area ?? '',
        programme: fact.body.programme,
        balance: 1n,
        bad: false,
        flow: 0n,
        total: 1n,
      };
    }),
  );

const regions = (digits: number) => (body: any) =>
  body.region.length === digits ? { member: body.region, area: body.region } : null;

export const foldCities = joined('cities', 'programmes.RegionJoined.v1', regions(4));
export const foldCounties = joined('counties', 'programmes.RegionJoined.v1', regions(6));
export const foldBanks = joined('banks', 'programmes.BankJoined.v1', ({ bank }) => ({
  member: bank,
  reporter: bank,
}));
export const foldOutlets = joined(
  'outlets',
  'programmes.OutletEnrolled.v1',
  ({ bank, outlet, county }) => ({ member: `${bank} ${outlet}`, reporter: bank, area: county }),
);
export const foldAgreements = joined(
  'agreements',
  'banks.CooperationAgreementSigned.v1',
  ({ area }, bank) => (area.length === 4 ? { member: area, reporter: bank, area } : null),
);

/** Whole years since a programme began, as if they were its balance. */
export const foldLaunches = remembered('launches', (known, _, to) =>
  known.flatMap(({ type, body }) =>
    type === 'programmes.ProgrammeLaunched.v1' && body.launchedOn <= to
      ? {
          reporter: '',
          county: '',
          programme: body.programme,
          balance: BigInt(Number(to.slice(0, 4)) - Number(body.launchedOn.slice(0, 4))),
          bad: false,
          flow: 0n,
          total: 0n,
        }
      : [],
  ),
);
