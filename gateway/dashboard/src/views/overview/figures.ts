import type { FigureInput } from '../../data/operations.ts';
import type { Address } from '../../state/address.ts';
import { overview } from '../../words/overview.ts';
import type { Text } from '../../words/text.ts';
import { endedBy, quarterOf } from '../../shell/quarter.ts';

export interface Card {
  name: Text;
  metric: string;
  /** Of the population that was chosen; else of all. */
  ofPopulation: boolean;
  /** FLOW: what is written in a period, which no earlier month or year's beginning is compared with. */
  kind: 'AMOUNT' | 'RATIO' | 'FLOW';
  basis?: 'RETURN' | 'CONTRACT' | 'EVENT';
  /** Of the cards by returns, or of those by contracts only; of both unless told. */
  only?: Address['basis'];
  /** Reported by quarters: the last that ended with or before the month, as far back as the year goes. */
  quarterly?: boolean;
}

/** What the overview leads with, in order. */
export const CARDS: readonly Card[] = [
  { name: overview.loans, metric: 'LN_BAL', ofPopulation: true, kind: 'AMOUNT' },
  { name: overview.borrowers, metric: 'LN_BRW', ofPopulation: true, kind: 'AMOUNT' },
  { name: overview.coverage, metric: 'R_COV_LOAN', ofPopulation: true, kind: 'RATIO' },
  { name: overview.npl, metric: 'R_NPL', ofPopulation: true, kind: 'RATIO' },
  { name: overview.unsecured, metric: 'R_UNSEC', ofPopulation: true, kind: 'RATIO' },
  { name: overview.mediumLong, metric: 'R_MLT', ofPopulation: true, kind: 'RATIO' },
  { name: overview.kedaitong, metric: 'KDT_REL_BAL', ofPopulation: false, kind: 'AMOUNT' },
  {
    name: overview.kedaitongFiled,
    metric: 'KDT_FILED_BAL',
    ofPopulation: false,
    kind: 'AMOUNT',
    basis: 'EVENT',
  },
  {
    name: overview.coverWritten,
    metric: 'INS_COVER_WRITTEN',
    ofPopulation: false,
    kind: 'FLOW',
    basis: 'RETURN',
    only: 'RETURN',
    quarterly: true,
  },
  {
    name: overview.cover,
    metric: 'INS_COVER_INFORCE',
    ofPopulation: false,
    kind: 'AMOUNT',
    basis: 'CONTRACT',
    only: 'CONTRACT',
  },
];

/** Coverage has no meaning for a population that no list defines. */
const WITHOUT_LIST = new Set(['_T', 'TECH_ENT']);

/** The headlines: of the official basis, unless the reader asked for single contracts. */
export const cardsFor = ({ population, basis }: Address): readonly Card[] =>
  CARDS.filter(
    ({ metric, only = basis }) =>
      only === basis && (metric !== 'R_COV_LOAN' || !WITHOUT_LIST.has(population)),
  );

/** The period of a card: the year or the quarter that had ended, for what is reported by quarters. */
export const periodOf = ({ quarterly }: Pick<Card, 'quarterly'>, period: string): string =>
  quarterly ? endedBy(period) : period;

/** The periods of a card's course, the latest last: months, or the quarters that they are of. */
export const courseOf = ({ quarterly }: Card, months: readonly string[]): string[] => [
  ...new Set(quarterly ? months.map(quarterOf) : months),
];

export const figureOf = (card: Card, address: Address, period: string): FigureInput => ({
  metric: card.metric,
  period: periodOf(card, period),
  ...(card.ofPopulation && address.population !== '_T' ? { population: address.population } : {}),
  ...(card.basis
    ? { basis: card.basis }
    : address.basis === 'CONTRACT' && ofContracts(card)
      ? { basis: 'CONTRACT' }
      : {}),
});

const CONTRACTS = new Set(['LN_BAL', 'LN_BRW', 'R_NPL', 'R_COV_LOAN']);
const ofContracts = ({ metric }: Card): boolean => CONTRACTS.has(metric);

/** The loans of the population, which map, trend and composition show. */
export const loansOf = ({ population, basis }: Address, period: string): FigureInput => ({
  metric: 'LN_BAL',
  period,
  ...(population === '_T' ? {} : { population }),
  ...(basis === 'CONTRACT' ? { basis } : {}),
});
