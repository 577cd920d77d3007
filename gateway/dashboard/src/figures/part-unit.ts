import type { FigureUnit } from './format.ts';

interface Parted {
  unit: FigureUnit;
  definition: { unit: FigureUnit } | null;
  numerator: { unit: FigureUnit } | null;
  denominator: { unit: FigureUnit } | null;
}

/** In what a fact adds to a part of a figure: amounts or numbers, never ratios, whatever is done with them afterwards. */
export function unitOfPart(figure: Parted, part: string): FigureUnit {
  const { definition, numerator, denominator } = figure;
  if (definition && definition.unit !== 'RATIO') return definition.unit;
  const of = part.endsWith('DENOMINATOR') ? denominator : numerator;
  return of?.unit ?? 'YUAN';
}
