import type { FigureInput } from '../../data/operations.ts';
import type { Address } from '../../state/address.ts';
import { overview } from '../../words/overview.ts';
import type { Text } from '../../words/text.ts';

interface Card {
  name: Text;
  metric: string;
  /** Of the population that was chosen; else of all. */
  ofPopulation: boolean;
  unit: 'AMOUNT' | 'RATIO';
  basis?: 'CONTRACT' | 'EVENT';
}

/** What the overview leads with, in order. */
export const CARDS: readonly Card[] = [
  { name: overview.loans, metric: 'LN_BAL', ofPopulation: true, unit: 'AMOUNT' },
  { name: overview.borrowers, metric: 'LN_BRW', ofPopulation: true, unit: 'AMOUNT' },
  { name: overview.coverage, metric: 'R_COV_LOAN', ofPopulation: true, unit: 'RATIO' },
  { name: overview.npl, metric: 'R_NPL', ofPopulation: true, unit: 'RATIO' },
  { name: overview.unsecured, metric: 'R_UNSEC', ofPopulation: true, unit: 'RATIO' },
  { name: overview.mediumLong, metric: 'R_MLT', ofPopulation: true, unit: 'RATIO' },
  { name: overview.kedaitong, metric: 'KDT_REL_BAL', ofPopulation: false, unit: 'AMOUNT' },
  {
    name: overview.kedaitongFiled,
    metric: 'KDT_FILED_BAL',
    ofPopulation: false,
    unit: 'AMOUNT',
    basis: 'EVENT',
  },
  {
    name: overview.cover,
    metric: 'INS_COVER_INFORCE',
    ofPopulation: false,
    unit: 'AMOUNT',
    basis: 'CONTRACT',
  },
];

/** Coverage has no meaning for a population that no list defines. */
const WITHOUT_LIST = new Set(['_T', 'TECH_ENT']);

export const cardsFor = ({ population }: Address): readonly Card[] =>
  CARDS.filter(({ metric }) => metric !== 'R_COV_LOAN' || !WITHOUT_LIST.has(population));

export const figureOf = (card: Card, address: Address, period: string): FigureInput => ({
  metric: card.metric,
  period,
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
