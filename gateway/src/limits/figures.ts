import { parsePeriod } from '@qianfan/schema/kernel/period';

/** Institutions that a place, a count or a table of ranks is taken over: all that report. */
export const PEERS = 210;

/** Levels that a transform is worked out from. What is none of these the service refuses before it works out any. */
const LEVELS: readonly [RegExp, number][] = [
  [/^LEVEL$/, 1],
  [/^(YOY|YTD|MOM|QOQ)/, 2],
  [/^SHARE-/, 2],
  [/^(PP_|MULTIPLE|GAP_ALL|X_)/, 4],
  [/^(RANK|COUNT)-/, PEERS],
];
const DEAREST = PEERS;

export const priceOf = (transform: string): number | undefined =>
  LEVELS.find(([shape]) => shape.test(transform))?.[1];

export const levelsOf = (transform: unknown): number => priceOf(String(transform ?? '')) ?? 1;

/** Of `FigureInput`: one, or a list. */
export function levelsOfFigures(figures: unknown): number {
  if (Array.isArray(figures)) {
    return figures.reduce((sum: number, one: unknown) => sum + levelsOfFigures(one), 0);
  }
  if (typeof figures !== 'object' || figures === null) return DEAREST;
  return levelsOf((figures as { transform?: unknown }).transform);
}

/** `LN_BAL.HNTE._T.36…:RANK-_T:2024-12` */
export const levelsOfId = (id: unknown): number => levelsOf(String(id).split(':')[1]);

export const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 1);

/** More figures at once, or periods of one, the service refuses before it works out any: `asking.store.ts`. */
export const MOST_FIGURES = 200;

/** Periods from one to another, of the longer frequency where they differ. */
export function periodsIn({ from, to }: Readonly<Record<string, unknown>>): number {
  const [first, last] = [parsePeriod(String(from)), parsePeriod(String(to))];
  if (!first || !last) return MOST_FIGURES;
  const perYear = { M: 12, Q: 4, A: 1 }[first.frequency];
  const count = (last.year - first.year) * perYear + last.index - first.index + 1;
  return Math.min(Math.max(count, 1), MOST_FIGURES);
}
