import { readFile } from 'node:fs/promises';

export const TRANSFORMS = [
  'LEVEL',
  'COUNT',
  'RATIO',
  'SHARE',
  'YOY',
  'YTD',
  'QOQ',
  'MULTIPLE',
  'PP_YOY',
  'PP_YTD',
  'GAP_ALL',
] as const;
export type PublishedTransform = (typeof TRANSFORMS)[number];

/** What a published number speaks of, in the codes of `domain.md`; `null` = not restricted by this dimension. */
export interface PublishedQuery {
  indicator: string;
  population: string | null;
  /** `ALL` = all that report. */
  reporter: string;
  area: string;
  /** `owner.code`, or a class of products. */
  product: string | null;
  programme: string | null;
  basis: 'RETURN' | 'CONTRACT' | 'EVENT';
  period: string;
  transform: PublishedTransform;
  /** The period compared with. */
  base?: string;
  /** What differs in the whole of a share. */
  of?: { population?: string; reporter?: string };
  /** Of a count of reporters: which of them. */
  where?: string;
}

export type Bound = 'exact' | 'lower' | 'lower_inclusive' | 'upper' | 'around' | 'cap';
export type FigureExpectation = 'COMPUTED' | 'CONTRADICTED' | 'GROWTH_ONLY' | 'STATEMENT_ONLY';

/** A number of the source; `value` is decimal text in `unit`. */
interface Printed {
  id: string;
  kind: string;
  zh: string;
  en: string;
  value: string;
  unit: string;
}

/** A number that the system must answer. */
export interface Measure extends Printed {
  kind: 'measure';
  bound: Bound;
  /** Lowest and highest value that the print allows, in `unit`. */
  band: [string, string];
  expect: FigureExpectation;
  needs: string;
  query: PublishedQuery;
  /** CONTRADICTED: where the system's value lies instead, in `unit`. */
  computed?: [string, string];
}

export interface Check {
  left: string;
  op: '=' | '<=' | '>=';
  right: string;
  /** Of `=`, in base units. */
  tolerance?: string;
  /** It must not hold: that is the contradiction. */
  fails?: boolean;
}

export type Rule =
  | { refuse: string; of: string[]; because: string }
  | { require: 'base'; of: string[]; because: string };

export interface CrossCheck {
  id: string;
  identity: string;
  expect: 'HOLDS' | 'RULE' | 'UNDECIDABLE' | 'CONTRADICTED';
  needs: string[];
  let?: Record<string, PublishedQuery>;
  checks?: Check[];
  rule?: Rule;
}

/** A value that the submitted facts must add up to. */
export interface BaseFact {
  name: string;
  value: string;
  unit: string;
  query: PublishedQuery | null;
}

export interface Publication {
  about: { source: string };
  /** Unit: name of its base unit, factor. */
  units: Record<string, [string, string]>;
  figures: (Printed | Measure)[];
  cross_checks: CrossCheck[];
  replay_bases: BaseFact[];
}

const FILE = new URL('../figures.json', import.meta.url);

/** The committed copy of what was published. */
export const readPublication = async (): Promise<Publication> =>
  JSON.parse(await readFile(FILE, 'utf8')) as Publication;

/** The numbers that the system must answer; all others are labels, dates and names. */
export const measuresOf = ({ figures }: Publication): Measure[] =>
  figures.filter((figure): figure is Measure => figure.kind === 'measure');
