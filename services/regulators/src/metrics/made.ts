import { type Expression, namesIn, renamed } from '@qianfan/schema/formula/expression';
import type { Definition } from './catalogue.ts';
import type { Term } from './terms.ts';

export const PARTS = [
  'VALUE',
  'NUMERATOR',
  'DENOMINATOR',
  'REFERENCE',
  'BASE',
  'BASE_NUMERATOR',
  'BASE_DENOMINATOR',
  'BASE_REFERENCE',
] as const;
/** Which part of a figure it is. REFERENCE: of what it is compared with, beside its own base. */
export type Part = (typeof PARTS)[number];

/** What was read for a value, so that its facts can be named. */
export interface Operand {
  part: Part;
  /** Id of the figure that it is by itself; null where it is none: of a cohort, the borrowers of a list. */
  figureId: string | null;
  term: Term;
  scale: bigint;
  unit: Definition['unit'];
}

/** How a value follows from what was read; null where nothing was. */
export type Made = Expression<Operand> | null;

export const operandsIn = (made: Made): Operand[] => (made ? namesIn(made) : []);

/** Both as one. Where nothing was read for one of them there is no value, and what was read for the other still stands. */
export const joined = (operator: '-' | '/', left: Made, right: Made): Made =>
  left && right ? { kind: 'OPERATION', operator, left, right } : (left ?? right);

const labelled = (made: Made, label: (part: Part) => Part): Made =>
  made && renamed(made, (it) => ({ ...it, part: label(it.part) }));

export const as = (part: Part, made: Made): Made => labelled(made, () => part);

export const quotientMade = (numerator: Made, denominator: Made): Made =>
  joined('/', as('NUMERATOR', numerator), as('DENOMINATOR', denominator));

const BASES = {
  VALUE: 'BASE',
  NUMERATOR: 'BASE_NUMERATOR',
  DENOMINATOR: 'BASE_DENOMINATOR',
  REFERENCE: 'BASE_REFERENCE',
} as const;

/** Of an earlier period, or of it as known at another instant. */
export const asBase = (made: Made): Made =>
  labelled(made, (part) => (part in BASES ? BASES[part as keyof typeof BASES] : part));

export const isOfBase = ({ part }: Operand): boolean => part.startsWith('BASE');

/** Of what a figure is compared with. */
export const asReference = (made: Made): Made =>
  labelled(made, (part) => (part.startsWith('BASE') ? 'BASE_REFERENCE' : 'REFERENCE'));

const ONE = { kind: 'NUMBER', text: '1' } as const;

/** How a growth follows from a value and its base: `now / base - 1`. */
export function growthMade(now: Made, base: Made): Made {
  const quotient = joined('/', now, asBase(base));
  return now && base ? joined('-', quotient, ONE) : quotient;
}
