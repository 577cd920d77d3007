import type { Principal } from '@qianfan/kit/identity/principal';
import { COUNTIES } from '@qianfan/schema/codelists/areas';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { addMonths, lastMonthOf } from '@qianfan/schema/kernel/period';
import type { About } from '../journeys/dependents.ts';
import { changed } from './changes.ts';

/** Numbers of any size; each move takes them round what it chooses from. */
export interface Dice {
  which: number;
  row: number;
  column: number;
  borrower: number;
  by: number;
}

/** What somebody does, and which figures that is about. */
export interface Doing {
  service: Service;
  as: Principal;
  type: string;
  body: object;
  about: About;
}

type Facts = readonly Fact<any>[];
type Move = (facts: Facts, dice: Dice, id: string) => Doing;

const principal = (role: Principal['role'], institution: string): Principal => ({
  role,
  institution,
  jurisdiction: '36',
  actor: 'i9',
  synthetic: true,
});

const of = (facts: Facts, ...types: string[]): Facts =>
  facts.filter(({ type }) => types.includes(type));
const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length]!;
const latest = (facts: Facts, key: (fact: Fact<any>) => string): Fact<any>[] => [
  ...new Map(facts.map((fact) => [key(fact), fact])).values(),
];

/** An institution and the group that it belongs to. */
function withGroup(facts: Facts, code: string): string[] {
  const record = of(facts, 'regulators.OrganisationRegistered.v1').findLast(
    ({ body }) => body.code === code,
  );
  return [code, ...(record?.body.group ? [record.body.group] : [])];
}

/** One cell of the latest return of somebody, of one form; `most`: hundredths of 万元, so that sums still fit. */
const correct =
  (form: string, most = 50_000): Move =>
  (facts, { by, ...dice }) => {
    const returns = of(facts, 'banks.ReturnAccepted.v1').filter(({ body }) => body.form === form);
    const { key, body } = pick(
      latest(returns, (fact) => `${fact.key} ${fact.body.period}`),
      dice.which,
    );
    const layout = of(facts, 'regulators.ReturnDefined.v1').find(
      ({ body: it }) => it.form === form && it.version === body.formVersion,
    )!;
    const change = changed(layout.body, key, body, {
      ...dice,
      by: Math.sign(by) * Math.min(most, Math.abs(by)),
    });
    return {
      service: 'banks',
      as: principal(form === 'TF05' ? 'INSURER' : 'BANK', key),
      type: 'banks.SubmitReturn',
      body: change.body,
      about: {
        basis: 'RETURN',
        metrics: [...new Set(change.cells.map(({ metric }) => metric))],
        populations: change.cells.map(({ population }) => population),
        reporters: withGroup(facts, key),
        products: change.cells.map(({ product = '_T' }) => product),
        areas: change.cells.map(({ area = '36' }) => area),
        month: lastMonthOf(body.period),
      },
    };
  };

/** The next version of a list: some come, some go. */
const publish: Move = (facts, dice) => {
  const lists = of(facts, 'regulators.EnterpriseListPublished.v1');
  const { body } = pick(
    latest(lists, (fact) => fact.key),
    dice.which,
  );
  const enterprises = of(facts, 'regulators.EnterpriseRegistered.v1');
  const stay = body.members.filter((_: string, n: number) => (n + dice.row) % 9 !== 0);
  const come = enterprises.filter((_, n) => (n + dice.column) % 97 === 0).map(({ key }) => key);
  const { validTo: _, ...rest } = body;
  return {
    service: 'regulators',
    as: principal('PROGRAMME', body.issuer),
    type: 'regulators.PublishList',
    body: { ...rest, version: body.version + 1, members: [...new Set([...stay, ...come])] },
    about: { list: body.list, from: body.validFrom },
  };
};

/** An enterprise moves to another county, at another stage of its life. */
const move: Move = (facts, dice) => {
  const lines = of(facts, 'banks.CreditLineGranted.v1');
  const { enterprise } = pick(lines, dice.which).body;
  const { body } = of(facts, 'regulators.EnterpriseRegistered.v1').findLast(
    ({ key }) => key === enterprise,
  )!;
  const stage = pick(['SEED', 'STARTUP', 'GROWTH', 'STABLE'], dice.column);
  return {
    service: 'regulators',
    as: principal('REGULATOR', 'REG_NFRA_JX'),
    type: 'regulators.RegisterEnterprise',
    body: { ...body, county: pick(COUNTIES, dice.row).code, stage },
    about: { registered: true },
  };
};

/** 备案: a firm that has room within its limit, and a bank with which it has filed before. */
const file: Move = (facts, dice, loan) => {
  const balances = new Map(
    of(facts, 'programmes.FirmBalanceChanged.v1').map(({ body }) => [
      body.enterprise,
      body.balance,
    ]),
  );
  const roomy = of(facts, 'programmes.LoanFiled.v1').filter(
    ({ body }) => parseYuan(balances.get(body.enterprise)!)! < parseYuan('4000000.00')!,
  );
  const { body } = pick(roomy, dice.which);
  const filedOn = pick(['2024-12-10', '2025-01-15', '2025-02-20'], dice.row);
  return {
    service: 'programmes',
    as: principal('BANK', body.bank),
    type: 'programmes.FileLoan',
    body: {
      programme: body.programme,
      bank: body.bank,
      loan,
      enterprise: body.enterprise,
      county: body.county,
      amount: `${1 + (Math.abs(dice.by) % 90)}0000.00`,
      filedOn,
      maturesOn: addMonths(filedOn, 10),
    },
    about: filing(facts, body, filedOn),
  };
};

const filing = (facts: Facts, { bank, county }: any, from: string): About => ({
  metrics: ['KDT_FILED_BAL', 'KDT_FILED_ENT_CUM'],
  reporters: withGroup(facts, bank),
  areas: [county],
  from,
});

/** Part of what stays filed. */
const settle: Move = (facts, dice) => {
  const filings = latest(
    of(facts, 'programmes.LoanFiled.v1', 'programmes.FilingSettled.v1'),
    ({ body }) => `${body.bank} ${body.loan}`,
  ).filter(({ body }) => parseYuan(body.balance ?? body.amount)! > 0n);
  const { body } = pick(filings, dice.which);
  const left = parseYuan(body.balance ?? body.amount)!;
  const on = '2025-03-28';
  return {
    service: 'programmes',
    as: principal('BANK', body.bank),
    type: 'programmes.SettleFiling',
    body: {
      programme: body.programme,
      bank: body.bank,
      loan: body.loan,
      amount: formatYuan(left / BigInt(1 + (dice.row % 4))),
      on,
    },
    about: filing(facts, body, on),
  };
};

/** A loan more, to somebody who has one. */
const draw: Move = (facts, dice, loan) => {
  const { key, body } = pick(of(facts, 'banks.LoanDrawn.v1'), dice.which);
  const drawnOn = pick(['2024-06-18', '2024-12-20', '2025-01-20'], dice.row);
  const { enterprise, county, product, guarantee } = body;
  return {
    service: 'banks',
    as: principal('BANK', key),
    type: 'banks.DrawLoan',
    body: {
      institution: key,
      loan,
      enterprise,
      county,
      ...(product ? { product } : {}),
      guarantee,
      amount: `${1 + (Math.abs(dice.by) % 900)}0000.00`,
      rate: '3.4500',
      drawnOn,
      maturesOn: addMonths(drawnOn, dice.column % 2 === 0 ? 12 : 30),
    },
    about: {
      basis: 'CONTRACT',
      metrics: ['LN_BAL', 'LN_BRW', 'LN_DISB'],
      reporters: withGroup(facts, key),
      areas: [county],
      from: drawnOn,
    },
  };
};

/** A loan goes bad. */
const classify: Move = (facts, dice) => {
  const loans = latest(
    of(facts, 'banks.LoanDrawn.v1', 'banks.LoanRepaid.v1', 'banks.LoanClassified.v1'),
    ({ key, body }) => `${key} ${body.loan}`,
  ).filter(({ body }) => parseYuan(body.balance ?? body.amount)! > 0n);
  const { key, body } = pick(
    loans.filter(({ body: it }) => (it.classification ?? 'NORMAL') === 'NORMAL'),
    dice.which,
  );
  const on = '2025-03-30';
  return {
    service: 'banks',
    as: principal('BANK', key),
    type: 'banks.ClassifyLoan',
    body: { institution: key, loan: body.loan, classification: 'DOUBTFUL', on },
    about: {
      basis: 'CONTRACT',
      metrics: ['LN_BAL_NPL'],
      reporters: withGroup(facts, key),
      areas: [body.county],
      from: on,
    },
  };
};

const grant: Move = (facts, dice, line) => {
  const { key, body } = pick(of(facts, 'banks.CreditLineGranted.v1'), dice.which);
  const grantedOn = pick(['2024-05-06', '2024-12-16', '2025-02-06'], dice.row);
  return {
    service: 'banks',
    as: principal('BANK', key),
    type: 'banks.GrantCreditLine',
    body: {
      institution: key,
      line,
      enterprise: body.enterprise,
      ...(body.product ? { product: body.product } : {}),
      limit: `${1 + (Math.abs(dice.by) % 900)}0000.00`,
      grantedOn,
      expiresOn: addMonths(grantedOn, dice.column % 2 === 0 ? 12 : 36),
    },
    about: {
      metrics: ['LN_LIMIT', 'LN_LIMIT_BRW', 'LN_LIMIT_BRW_CUM'],
      reporters: withGroup(facts, key),
      from: grantedOn,
    },
  };
};

const endorse: Move = (facts, dice) => {
  const covers = of(facts, 'banks.CoverIssued.v1').filter(
    ({ body }) => body.expiresOn > '2025-03-31',
  );
  const { key, body } = pick(covers, dice.which);
  const on = '2025-03-31';
  return {
    service: 'banks',
    as: principal('INSURER', key),
    type: 'banks.EndorseCover',
    body: {
      institution: key,
      cover: body.cover,
      sumInsuredChange: `${1 + (Math.abs(dice.by) % 90)}0000.00`,
      premiumChange: '0.00',
      on,
    },
    about: {
      basis: 'CONTRACT',
      metrics: ['INS_COVER_WRITTEN', 'INS_COVER_INFORCE'],
      reporters: [key],
      areas: [body.county],
      from: on,
    },
  };
};

const enrol: Move = (facts, dice, outlet) => {
  const { body } = pick(of(facts, 'programmes.BankJoined.v1'), dice.which);
  const county = pick(COUNTIES, dice.row).code;
  const on = pick(['2024-07-01', '2025-02-10'], dice.column);
  return {
    service: 'programmes',
    as: principal('PROGRAMME', 'PRG_DOST'),
    type: 'programmes.EnrolOutlet',
    body: { programme: body.programme, bank: body.bank, outlet, county, on },
    about: {
      metrics: ['KDT_OUTLET'],
      reporters: withGroup(facts, body.bank),
      areas: [county],
      from: on,
    },
  };
};

const sign: Move = (facts, dice, agreement) => {
  const { body } = pick(of(facts, 'programmes.BankJoined.v1'), dice.which);
  const area = pick(COUNTIES, dice.row).code.slice(0, 4);
  const signedOn = pick(['2024-08-08', '2025-02-11'], dice.column);
  return {
    service: 'banks',
    as: principal('BANK', body.bank),
    type: 'banks.SignAgreement',
    body: {
      institution: body.bank,
      agreement,
      programme: body.programme,
      area,
      party: { zh: '市科技局', en: 'City bureau of science' },
      signedOn,
    },
    about: {
      metrics: ['KDT_AGR_CITY'],
      reporters: withGroup(facts, body.bank),
      areas: [area],
      from: signedOn,
    },
  };
};

/** Everything that can move a figure, by name; those of returns may be refused by the rules. */
export const MOVES: Record<string, Move> = {
  TF01: correct('TF01'),
  TF02: correct('TF02'),
  TF03: correct('TF03'),
  TF05: correct('TF05', 1),
  list: publish,
  file,
  settle,
  draw,
  classify,
  grant,
  endorse,
  enrol,
  sign,
  move,
};
