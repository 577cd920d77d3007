import { DEMO_ENTERPRISES } from '@qianfan/demo/cast/enterprises';
import { isListed } from '@qianfan/demo/cast/lists';
import type { Chance } from '@qianfan/demo/chance';
import { validTf01 } from '@qianfan/demo/returns/sample';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Principal } from '@qianfan/kit/identity/principal';
import { LOAN_CLASSES } from '@qianfan/schema/codelists/loan-classes';
import type { Instant } from '@qianfan/schema/kernel/instant';
import { type Fen, formatYuan } from '@qianfan/schema/kernel/money';

/** A command and what must become of it, whoever is killed meanwhile: nothing else decides about what it names. */
export interface Order {
  type: string;
  body: object;
  expected: 'ACCEPTED' | 'REFUSED';
  /** Once its receipt is there. */
  done: () => void;
}

/** One client: sends an order, waits for its receipt, thinks of the next. */
export interface Player {
  principal: Principal;
  orders: number;
  next: () => Order;
}

/** What the clients know by their receipts alone; it outlives the seeds. */
export interface World {
  /** Before the first of them sent anything. */
  since: Instant;
  enterprises: { id: string; county: string }[];
  /** Latest revision of each bank's return. */
  revisions: Map<string, number>;
  /** By `<institution>/<id>`: what is left of it. */
  loans: Map<string, Fen>;
  covers: Map<string, Fen>;
  filings: Map<string, Fen>;
}

export const PERIOD = '2024-12';

export const newWorld = (): World => ({
  since: Date.now() * 1_000,
  enterprises: DEMO_ENTERPRISES.map(({ id, county }) => ({ id, county })),
  // as the demonstration leaves them
  revisions: new Map(
    BANKS.map(({ institution }) => [institution, institution === 'BNK_JJB' ? 2 : 1]),
  ),
  loans: new Map(),
  covers: new Map(),
  filings: new Map(),
});

const { icbc, jjb, cmb, gzrcb, picc, regulator } = demoAccounts;
export const BANKS: readonly Principal[] = [icbc, jjb, cmb, gzrcb];
/** Everything that is new happens in this month. */
export const MONTH = '2025-03';
const day = (n: number): string => `${MONTH}-${String(n).padStart(2, '0')}`;

/** 2,000 orders in all. */
export function playersOf(world: World, chance: Chance, seed: number): Player[] {
  const name = (kind: string, n: number) => `K${seed}-${kind}${n}`;
  return [
    ...BANKS.flatMap((bank, n) => [
      lender(world, chance, bank, name('A', n), 150),
      lender(world, chance, bank, name('B', n), 150),
      filer(world, chance, bank, name('F', n), 100),
      reporter(world, chance, bank, 10),
    ]),
    insurer(world, chance, name('I', 1), 130),
    insurer(world, chance, name('I', 2), 130),
    registrar(world, chance, name('E', 1), 100),
  ];
}

/** Something new, or a change of something that the client began before. */
function contracts<Contract>(
  chance: Chance,
  { principal, orders, name }: { principal: Principal; orders: number; name: string },
  begin: (id: string, keep: (contract: Contract) => void) => Order,
  change: (contract: Contract) => Order,
): Player {
  const own: Contract[] = [];
  let count = 0;
  return {
    principal,
    orders,
    next: () => {
      if (own.length > 0 && chance.percent(60)) return change(chance.pick(own));
      count += 1;
      return begin(`${name}-${count}`, (contract) => own.push(contract));
    },
  };
}

interface Loan {
  loan: string;
  class: string;
  on: number;
}

function lender(world: World, chance: Chance, principal: Principal, name: string, orders: number) {
  const { institution } = principal;
  const key = ({ loan }: Loan) => `${institution}/${loan}`;
  const begin = (id: string, keep: (loan: Loan) => void): Order => {
    const { id: enterprise, county } = chance.pick(world.enterprises);
    const amount = BigInt(chance.int(1, 900)) * 10_000n;
    const fresh: Loan = { loan: id, class: 'NORMAL', on: 3 };
    const terms = {
      county,
      guarantee: 'CREDIT',
      rate: '3.85',
      drawnOn: day(3),
      maturesOn: '2026-03-03',
    };
    return {
      type: 'banks.DrawLoan',
      body: { institution, loan: id, enterprise, amount: formatYuan(amount), ...terms },
      expected: 'ACCEPTED',
      done: () => {
        world.loans.set(key(fresh), amount);
        keep(fresh);
      },
    };
  };
  const change = (loan: Loan): Order => {
    const balance = world.loans.get(key(loan))!;
    const on = chance.int(loan.on, 20);
    const about = { institution, loan: loan.loan, on: day(on) };
    if (chance.percent(25)) {
      const classification = chance.pick(LOAN_CLASSES.filter((name) => name !== loan.class));
      return {
        type: 'banks.ClassifyLoan',
        body: { ...about, classification },
        expected: 'ACCEPTED',
        done: () => Object.assign(loan, { class: classification, on }),
      };
    }
    const tooMuch = balance === 0n || chance.percent(15);
    const amount = tooMuch ? balance + 1n : BigInt(chance.int(1, Number(balance)));
    return {
      type: chance.percent(80) ? 'banks.RepayLoan' : 'banks.WriteOffLoan',
      body: { ...about, amount: formatYuan(amount) },
      expected: tooMuch ? 'REFUSED' : 'ACCEPTED',
      done: () => {
        if (tooMuch) return;
        world.loans.set(key(loan), balance - amount);
        loan.on = on;
      },
    };
  };
  return contracts(chance, { principal, orders, name }, begin, change);
}

/** In fen; a cover is never worth less than it costs. */
const PREMIUM = 100n;

function insurer(world: World, chance: Chance, name: string, orders: number): Player {
  const { institution } = picc;
  const begin = (cover: string, keep: (cover: string) => void): Order => {
    const { id: enterprise, county } = chance.pick(world.enterprises);
    const sum = BigInt(chance.int(1, 900)) * 100_000n;
    const terms = {
      county,
      product: 'CYBER',
      part: 'I',
      inception: day(3),
      expiresOn: '2026-03-03',
    };
    const amounts = { sumInsured: formatYuan(sum), premium: formatYuan(PREMIUM) };
    return {
      type: 'banks.IssueCover',
      body: { institution, cover, enterprise, ...terms, ...amounts },
      expected: 'ACCEPTED',
      done: () => {
        world.covers.set(`${institution}/${cover}`, sum);
        keep(cover);
      },
    };
  };
  const change = (cover: string): Order => {
    const sum = world.covers.get(`${institution}/${cover}`)!;
    const tooMuch = chance.percent(15);
    const by = tooMuch ? -sum - 1n : BigInt(chance.int(Number(PREMIUM - sum), 1_000_000));
    const amounts = { sumInsuredChange: formatYuan(by), premiumChange: '0.00' };
    return {
      type: 'banks.EndorseCover',
      body: { institution, cover, on: day(10), ...amounts },
      expected: tooMuch ? 'REFUSED' : 'ACCEPTED',
      done: () => tooMuch || world.covers.set(`${institution}/${cover}`, sum + by),
    };
  };
  return contracts(chance, { principal: picc, orders, name }, begin, change);
}

const ELIGIBLE = DEMO_ENTERPRISES.filter(
  ({ id, county }) => county.startsWith('3601') && isListed('TSME', id, day(3)),
);

function filer(world: World, chance: Chance, principal: Principal, name: string, orders: number) {
  const { institution: bank } = principal;
  const programme = 'KDT';
  const begin = (loan: string, keep: (loan: string) => void): Order => {
    const { id: enterprise, county } = chance.pick(ELIGIBLE);
    const amount = BigInt(chance.int(1, 900)) * 100n;
    const days = { filedOn: day(3), maturesOn: '2026-03-03' };
    return {
      type: 'programmes.FileLoan',
      body: { programme, bank, loan, enterprise, county, amount: formatYuan(amount), ...days },
      expected: 'ACCEPTED',
      done: () => {
        world.filings.set(`${bank}/${loan}`, amount);
        keep(loan);
      },
    };
  };
  const change = (loan: string): Order => {
    const balance = world.filings.get(`${bank}/${loan}`)!;
    const tooMuch = balance === 0n || chance.percent(15);
    const amount = tooMuch ? balance + 1n : BigInt(chance.int(1, Number(balance)));
    return {
      type: 'programmes.SettleFiling',
      body: { programme, bank, loan, amount: formatYuan(amount), on: day(10) },
      expected: tooMuch ? 'REFUSED' : 'ACCEPTED',
      done: () => tooMuch || world.filings.set(`${bank}/${loan}`, balance - amount),
    };
  };
  return contracts(chance, { principal, orders, name }, begin, change);
}

/** Each revision of the return but for one in five, which skips one and is refused. */
function reporter(world: World, chance: Chance, principal: Principal, orders: number): Player {
  const { institution } = principal;
  return {
    principal,
    orders,
    next: () => {
      const isNext = !chance.percent(20);
      const revision = world.revisions.get(institution)! + (isNext ? 1 : 2);
      return {
        type: 'banks.SubmitReturn',
        body: validTf01({ institution, period: PERIOD, revision }, chance.int(1, 1_000_000)),
        expected: isNext ? 'ACCEPTED' : 'REFUSED',
        done: () => isNext && world.revisions.set(institution, revision),
      };
    },
  };
}

/** New enterprises, which the others borrow and insure for as soon as the receipt is there. */
function registrar(world: World, chance: Chance, name: string, orders: number): Player {
  let count = 0;
  return {
    principal: regulator,
    orders,
    next: () => {
      count += 1;
      const enterprise = { id: `${name}-${count}`, county: chance.pick(DEMO_ENTERPRISES).county };
      return {
        type: 'regulators.RegisterEnterprise',
        body: { ...enterprise, name: null },
        expected: 'ACCEPTED',
        done: () => world.enterprises.push(enterprise),
      };
    },
  };
}
