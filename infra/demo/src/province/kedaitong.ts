import { commandAt, type DemoCommand, instantOf } from '../command.ts';
import type { ProvinceFiling } from './filings.ts';
import { KDT_BANKS, KDT_OUTLETS } from './participants.ts';
import { KDT_REGIONS } from './regions.ts';

const PROGRAMME = 'KDT';

/** The rule of 科贷通 is not public: these limits are those of 2015, marked provisional. */
const LAUNCH = {
  programme: PROGRAMME,
  name: { zh: '科贷通', en: 'Kedaitong' },
  owner: 'PRG_DOST',
  launchedOn: '2015-04-20',
  rule: {
    maxPerFirm: '5000000.00',
    maxTenorMonths: 12,
    eligibleLists: ['TSME'],
    provisional: true,
  },
};

interface Event {
  on: string;
  /** Among events of one day: who joins comes before who files, who settles before who files again. */
  rank: number;
  id: string;
  type: string;
  body: object;
}

/** The system began in 2023: what happened before was told to it in its first days, in order. */
const BEGIN = '2023-01-09';

const yuan = (wan: number): string => `${wan}0000.00`;

const participation = (): Event[] => [
  {
    on: LAUNCH.launchedOn,
    rank: 0,
    id: 'kdt:launch',
    type: 'programmes.LaunchProgramme',
    body: LAUNCH,
  },
  ...KDT_REGIONS.map(({ region, on }) => ({
    on,
    rank: 1,
    id: `kdt:region:${region}`,
    type: 'programmes.JoinRegion',
    body: { programme: PROGRAMME, region, on },
  })),
  ...KDT_BANKS.map(({ bank, on }) => ({
    on,
    rank: 1,
    id: `kdt:bank:${bank}`,
    type: 'programmes.JoinBank',
    body: { programme: PROGRAMME, bank, on },
  })),
  ...KDT_OUTLETS.map(({ on, ...outlet }) => ({
    on,
    rank: 2,
    id: `kdt:outlet:${outlet.outlet}`,
    type: 'programmes.EnrolOutlet',
    body: { programme: PROGRAMME, ...outlet, on },
  })),
];

const eventsOf = (filing: ProvinceFiling): Event[] => {
  const { bank, loan, firm, outlet, amount, filedOn, maturesOn, settlements } = filing;
  const body = {
    programme: PROGRAMME,
    bank,
    loan,
    enterprise: firm.id,
    county: firm.county,
    ...(outlet ? { outlet } : {}),
    amount: yuan(amount),
    filedOn,
    maturesOn,
  };
  const id = `kdt:filing:${bank}:${loan}`;
  return [
    { on: filedOn, rank: 4, id, type: 'programmes.FileLoan', body },
    ...settlements.map(({ on, amount: paid }, n) => ({
      on,
      rank: 3,
      id: `kdt:settlement:${bank}:${loan}:${n + 1}`,
      type: 'programmes.SettleFiling',
      body: { programme: PROGRAMME, bank, loan, amount: yuan(paid), on },
    })),
  ];
};

export const kedaitongCommands = (filings: readonly ProvinceFiling[]): DemoCommand[] =>
  [...participation(), ...filings.flatMap(eventsOf)]
    .sort((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1))
    .map(({ on, rank, id, type, body }) =>
      commandAt(on < BEGIN ? instantOf(BEGIN, '10:00') : instantOf(on, `1${rank}:00`), {
        id,
        type,
        body,
      }),
    );
