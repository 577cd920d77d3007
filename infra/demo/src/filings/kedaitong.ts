import { formatYuan } from '@qianfan/schema/kernel/money';
import { isListed } from '../cast/lists.ts';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import { DEMO_LOANS, type DemoLoan } from '../contracts/loans.ts';

const PROGRAMME = 'KDT';

/** The rule of 科贷通 is not public: these limits are those of 2015, marked provisional. */
const LAUNCH = {
  programme: PROGRAMME,
  owner: 'PRG_DOST',
  name: { zh: '科贷通', en: 'Kedaitong' },
  launchedOn: '2023-02-01',
  rule: {
    maxPerFirm: '5000000.00',
    maxTenorMonths: 12,
    eligibleLists: ['TSME'],
    provisional: true,
  },
};

/** Cities and counties, with the day on which they joined. */
const REGIONS = [
  { region: '3601', on: '2023-02-15' },
  { region: '3604', on: '2023-03-01' },
  { region: '360702', on: '2023-03-01' },
  { region: '360703', on: '2023-09-01' },
];

const BANKS = [
  { bank: 'BNK_JJB', on: '2023-02-15', outlet: 'JJ-XY-01', county: '360403' },
  { bank: 'BNK_GZRCB', on: '2023-03-01', outlet: 'GZ-ZG-01', county: '360702' },
  { bank: 'BNK_CMB_NC', on: '2023-06-01', outlet: 'CM-HGT-01', county: '360113' },
  { bank: 'BNK_ICBC_JX', on: '2024-05-01', outlet: 'IC-QSH-01', county: '360111' },
];

const participants = (): DemoCommand[] => [
  commandAt(instantOf('2023-02-01', '09:00'), {
    id: 'kdt:launch',
    type: 'programmes.LaunchProgramme',
    body: LAUNCH,
  }),
  ...REGIONS.map(({ region, on }) =>
    commandAt(instantOf(on, '10:00'), {
      id: `kdt:region:${region}`,
      type: 'programmes.JoinRegion',
      body: { programme: PROGRAMME, region, on },
    }),
  ),
  ...BANKS.flatMap(({ bank, on, outlet, county }) => [
    commandAt(instantOf(on, '11:00'), {
      id: `kdt:bank:${bank}`,
      type: 'programmes.JoinBank',
      body: { programme: PROGRAMME, bank, on },
    }),
    commandAt(instantOf(on, '11:30'), {
      id: `kdt:outlet:${outlet}`,
      type: 'programmes.EnrolOutlet',
      body: { programme: PROGRAMME, bank, outlet, county, on },
    }),
  ]),
];

/** A loan is filed two days after it was drawn. */
const filedOnOf = (loan: DemoLoan): string => addDays(loan.drawnOn, 2);

/** Whether programme, region, bank and list take the loan on that day. */
function isTaken(loan: DemoLoan): boolean {
  const on = filedOnOf(loan);
  const { county, id } = loan.enterprise;
  return (
    loan.product === PROGRAMME &&
    isListed('TSME', id, on) &&
    REGIONS.some(({ region, on: joined }) => county.startsWith(region) && joined <= on) &&
    BANKS.some(({ bank, on: joined }) => bank === loan.bank && joined <= on)
  );
}

/** What is not repaid when it matures stays filed. */
function settledOn({ amount, repayments, maturesOn }: DemoLoan): string {
  const paid = repayments.reduce((sum, it) => sum + it.amount, 0n);
  const last = repayments.at(-1)?.on ?? maturesOn;
  return paid < amount ? '9999-12-31' : addDays(last > maturesOn ? last : maturesOn, 2);
}

/** One loan of an enterprise at a time, so that the limit of a firm cannot be exceeded. */
function filedLoans(): DemoLoan[] {
  const busyUntil = new Map<string, string>();
  return DEMO_LOANS.filter(isTaken)
    .toSorted((a, b) => (a.drawnOn < b.drawnOn ? -1 : 1))
    .filter((loan) => {
      const { enterprise, drawnOn } = loan;
      if (drawnOn <= (busyUntil.get(enterprise.id) ?? '')) return false;
      busyUntil.set(enterprise.id, settledOn(loan));
      return true;
    });
}

function filing(loan: DemoLoan): DemoCommand[] {
  const { bank, id, enterprise, amount, maturesOn } = loan;
  const filedOn = filedOnOf(loan);
  const filed = commandAt(instantOf(filedOn, '14:00'), {
    id: `kdt:filing:${id}`,
    type: 'programmes.FileLoan',
    body: {
      programme: PROGRAMME,
      bank,
      loan: id,
      enterprise: enterprise.id,
      county: enterprise.county,
      outlet: BANKS.find((one) => one.bank === bank)!.outlet,
      amount: formatYuan(amount),
      filedOn,
      maturesOn,
    },
  });
  const settled = loan.repayments.map(({ on, amount: paid }, n) =>
    commandAt(instantOf(addDays(on, 2), '15:00'), {
      id: `kdt:settlement:${id}:${n + 1}`,
      type: 'programmes.SettleFiling',
      body: { programme: PROGRAMME, bank, loan: id, amount: formatYuan(paid), on },
    }),
  );
  return [filed, ...settled];
}

export const kedaitongCommands = (): DemoCommand[] => [
  ...participants(),
  ...filedLoans().flatMap(filing),
];
