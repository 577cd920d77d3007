import type { Firm } from './firms.ts';
import { chance, hash } from './random.ts';

/** One version of a list, and who is on it. `knownOn`: when it was published. */
export interface Publication {
  list: string;
  zh: string;
  en: string;
  issuer: string;
  validFrom: string;
  validTo?: string;
  knownOn?: string;
  isMember: (firm: Firm) => boolean;
}

const DOST = 'PRG_DOST';
const DIIT = 'PRG_DIIT';
/** The lists of the years before: known to the system from its first days on. */
const ARCHIVE = '2023-01-05';

const tsme = (
  validFrom: string,
  validTo: string,
  isMember: Publication['isMember'],
  knownOn?: string,
): Publication => ({
  list: 'TSME',
  zh: '科技型中小企业名单',
  en: 'Tech SMEs',
  issuer: DOST,
  validFrom,
  validTo,
  ...(knownOn ? { knownOn } : {}),
  isMember,
});

/** A tech SME registers anew each year, in one of five batches; its number lapses at the end of next March. */
const BATCHES: Record<string, readonly (readonly [from: string, percent: number])[]> = {
  '2023': [
    ['2023-04-01', 20],
    ['2023-05-20', 45],
    ['2023-07-01', 70],
    ['2023-09-01', 88],
    ['2023-11-01', 100],
  ],
  '2024': [
    ['2024-04-01', 22],
    ['2024-05-18', 48],
    ['2024-07-01', 72],
    ['2024-09-01', 90],
    ['2024-11-01', 100],
  ],
  '2025': [['2025-04-01', 24]],
};

/** Of a hundred that could register, how many ever do in a year: the list grows. */
const REGISTERING: Record<string, number> = { '2023': 92, '2024': 97, '2025': 97 };

/**
 * Whoever has a loan under 科贷通 registers each year, and first of all. `pool`: its firms by their place, the oldest
 * lowest; a firm of the archive is there if its place is.
 */
export function tsmePublications(pool: ReadonlyMap<number, number>): Publication[] {
  const isTsme = ({ classes }: Firm) => classes.includes('T');
  const archive = (from: string, to: string, percent: number, places: number): Publication =>
    tsme(
      from,
      to,
      (firm) =>
        isTsme(firm) &&
        ((pool.get(firm.index) ?? Infinity) < places || chance(percent, 21, firm.index)),
      ARCHIVE,
    );
  const batches = Object.entries(BATCHES).flatMap(([year, starts]) =>
    starts.map(([from, percent]) =>
      tsme(
        from,
        `${Number(year) + 1}-04-01`,
        (firm) =>
          isTsme(firm) &&
          (pool.has(firm.index) ||
            (chance(REGISTERING[year]!, 22, firm.index, Number(year)) &&
              hash(23, firm.index, Number(year)) % 100 < percent)),
      ),
    ),
  );
  return [
    archive('2015-01-01', '2018-04-01', 15, 300),
    archive('2018-04-01', '2021-04-01', 35, 700),
    archive('2021-04-01', '2022-04-01', 50, 1000),
    archive('2022-04-01', '2023-04-01', 66, 1486),
    ...batches,
  ];
}

/** Certificates of three years and longer: some are new in a version, few are lost. */
const certified = (
  [list, zh, en, issuer, letter]: [string, string, string, string, string],
  starts: readonly (readonly [from: string, percent: number])[],
  more: (firm: Firm) => boolean = () => true,
): Publication[] =>
  starts.map(([validFrom, percent], version) => ({
    list,
    zh,
    en,
    issuer,
    validFrom,
    isMember: (firm) =>
      firm.classes.includes(letter) &&
      more(firm) &&
      hash(24, firm.index, letter.charCodeAt(0)) % 100 < percent &&
      !(version > 0 && chance(1, 25, firm.index, letter.charCodeAt(0) + version)),
  }));

export const OTHER_PUBLICATIONS: readonly Publication[] = [
  ...certified(
    ['HNTE', '高新技术企业名单', 'High- and new-tech enterprises', DOST, 'H'],
    [
      ['2023-01-10', 89],
      ['2024-01-01', 95],
      ['2025-01-01', 100],
    ],
  ),
  ...certified(
    ['ISME', '创新型中小企业名单', 'Innovative SMEs', DIIT, 'I'],
    [
      ['2023-01-10', 84],
      ['2024-04-15', 93],
      ['2024-12-20', 100],
    ],
  ),
  ...certified(
    ['SRDI', '专精特新中小企业名单', 'SRDI enterprises', DIIT, 'S'],
    [
      ['2023-01-10', 85],
      ['2024-02-20', 94],
      ['2024-11-15', 100],
    ],
  ),
  ...certified(
    ['LITTLE_GIANT', '专精特新“小巨人”名单', 'SRDI little giants', DIIT, 'S'],
    [
      ['2023-01-10', 80],
      ['2024-09-02', 100],
    ],
    ({ index }) => chance(5, 26, index),
  ),
  ...certified(
    ['CHAMPION', '制造业单项冠军名单', 'Manufacturing champions', DIIT, 'H'],
    [['2023-01-10', 100]],
    ({ index }) => chance(0.6, 27, index),
  ),
  ...certified(
    ['NTIDE', '国家技术创新示范企业名单', 'National innovation demonstrators', DIIT, 'H'],
    [['2023-01-10', 100]],
    ({ index }) => chance(0.4, 28, index),
  ),
  ...certified(
    ['OTHER_LIST', '其他科技企业名单', 'Other tech enterprises', DOST, 'O'],
    [
      ['2023-01-10', 85],
      ['2024-06-03', 100],
    ],
  ),
  ...certified(
    ['GAZELLE', '瞪羚企业名单', 'Gazelles', DOST, 'H'],
    [['2023-12-01', 100]],
    ({ index }) => chance(3, 29, index),
  ),
];
