import type { FigureInput, PassportQuery } from '../../data/operations.ts';

export type Passported = NonNullable<PassportQuery['figure']>;

/** Places of a figure's id before its transform and period, as `figure(id)` takes them. */
const PLACES = [
  'metric',
  'population',
  'reporter',
  'area',
  'product',
  'guarantee',
  'term',
  'lifecycle',
  'programme',
  'agency',
  'basis',
] as const;

/** What an id restricts, as an input that asks for the same series. */
export function inputOf({
  figureId,
  period,
}: Pick<Passported, 'figureId' | 'period'>): FigureInput {
  const places = figureId.split(':')[0]!.split('.');
  const restricted = PLACES.flatMap((name, n) =>
    places[n] === undefined || places[n] === '_T' ? [] : [[name, places[n]] as const],
  );
  return { ...Object.fromEntries(restricted), period } as FigureInput;
}
