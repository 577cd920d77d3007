import { CITY_CODES } from '../../figures/names.ts';
import type { Basis, FigureInput } from '../../data/operations.ts';
import type { Address } from '../../state/address.ts';
import { overview } from '../../words/overview.ts';
import type { Text } from '../../words/text.ts';

const BANKS = ['_T', 'NATIONAL', 'JOINT_STOCK', 'CITY', 'RURAL', 'VILLAGE'] as const;
const INSURERS = ['INSURERS'] as const;
const AMOUNT = ['LEVEL', 'YOY', 'YTD'] as const;
/** What is written in a period is not compared with the beginning of its year. */
const FLOW = ['LEVEL', 'YOY'] as const;
const RATIO = ['LEVEL', 'PP_YOY', 'PP_YTD'] as const;

/** What institutions are ranked by. */
export interface Ranked {
  code: string;
  name: Text;
  /** Of the population that was chosen; else of all. */
  ofPopulation: boolean;
  /** Where it is not of returns: the basis; `CHOSEN`: as the reader says. */
  basis?: Basis | 'CHOSEN';
  groups: readonly (typeof BANKS | typeof INSURERS)[number][];
  kinds: readonly (typeof AMOUNT | typeof RATIO)[number][];
  /** Reported by quarters. */
  quarterly?: boolean;
}

const loans = (code: string, name: Text, kinds: Ranked['kinds'], basis?: 'CHOSEN'): Ranked => ({
  code,
  name,
  ofPopulation: true,
  groups: BANKS,
  kinds,
  ...(basis && { basis }),
});

export const RANKED: readonly Ranked[] = [
  loans('LN_BAL', overview.loans, AMOUNT, 'CHOSEN'),
  loans('LN_BRW', overview.borrowers, AMOUNT, 'CHOSEN'),
  loans('R_NPL', overview.npl, RATIO, 'CHOSEN'),
  loans('R_UNSEC', overview.unsecured, RATIO),
  loans('R_MLT', overview.mediumLong, RATIO),
  {
    code: 'INS_COVER_WRITTEN',
    name: overview.coverWritten,
    ofPopulation: false,
    basis: 'RETURN',
    groups: INSURERS,
    kinds: FLOW,
    quarterly: true,
  },
];

export const isOfInsurers = ({ groups }: Ranked): boolean => groups[0] === 'INSURERS';

/** The basis to ask with; null = the metric's own. */
export const basisOf = ({ basis }: Ranked, address: Address): Basis | null =>
  basis === 'CHOSEN' ? (address.basis === 'CONTRACT' ? 'CONTRACT' : null) : (basis ?? null);

/** The same figure, changed: `…:LEVEL:2024-12` → `…:YOY:2024-12`. */
export const changedId = (figureId: string, transform: string): string =>
  figureId.replace(':LEVEL:', `:${transform}:`);

/** One figure of each city, and of whatever area stands beside them. */
export const ofCities = (
  figure: Omit<FigureInput, 'area'>,
  more: readonly string[] = [],
): FigureInput[] => [...CITY_CODES, ...more].map((area) => ({ ...figure, area }));
