import { FIGURE_DIMENSIONS, TOTAL } from '@qianfan/schema/catalogue/dimensions';
import type { FigureInput, PassportQuery } from '../../data/operations.ts';

export type Passported = NonNullable<PassportQuery['figure']>;

/** What an id restricts before its frequency, transform and period. */
const PLACES = [...FIGURE_DIMENSIONS, 'basis'] as const;

/** What an id restricts, as an input that asks for the same series. */
export function inputOf({
  figureId,
  period,
}: Pick<Passported, 'figureId' | 'period'>): FigureInput {
  const places = figureId.split(':')[0]!.split('.');
  const restricted = PLACES.flatMap((name, n) =>
    places[n] === undefined || places[n] === TOTAL ? [] : [[name, places[n]] as const],
  );
  const transform = figureId.split(':')[1];
  return {
    ...Object.fromEntries(restricted),
    period,
    ...(transform && transform !== 'LEVEL' && { transform }),
  } as FigureInput;
}
