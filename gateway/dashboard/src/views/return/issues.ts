import type { SubmitReturnMutation } from '../../data/operations.ts';
import {
  annexTexts,
  differing,
  type Draft,
  type Form,
  hasAnnex,
  partsOf,
  type Place,
  placeAt,
  spelt,
  valuesOf,
} from './draft.ts';

export type Outcome = NonNullable<SubmitReturnMutation['submitReturn']>;
export type Issue = Outcome['issues'][number];

/** What the door said, and what it said it of. */
export interface Answer {
  outcome: Outcome;
  sent: Draft;
}

export const isError = ({ severity }: Pick<Issue, 'severity'>): boolean =>
  severity === 'FATAL' || severity === 'ERROR';

/**
 * The cell that an issue is about; none for the header, the annex, or a comparison of several cells. In a form by area
 * a place without one is about that cell of all areas together.
 */
export function placeOfIssue({ path }: Pick<Issue, 'path'>): Place | undefined {
  const parts = /^\/cells\/(.+)$/.exec(path ?? '')?.[1]?.split('/') ?? [];
  const [a = '', b = '', c = ''] = parts;
  if (parts.length === 2) return placeAt('', a, b);
  return parts.length === 3 ? placeAt(a, b, c) : undefined;
}

/** The enterprise of the annex that an issue is about. */
export const borrowerOfIssue = ({ path }: Pick<Issue, 'path'>): string | undefined =>
  /^\/borrowers\/(.+)$/.exec(path ?? '')?.[1];

const grouped = <Key>(
  issues: readonly Issue[],
  keyOf: (issue: Issue) => Key | undefined,
): Map<Key, Issue[]> => {
  const at = new Map<Key, Issue[]>();
  for (const issue of issues) {
    const key = keyOf(issue);
    if (key !== undefined) at.set(key, [...(at.get(key) ?? []), issue]);
  }
  return at;
};

export const issuesByPlace = (issues: readonly Issue[]) => grouped(issues, placeOfIssue);
export const issuesByBorrower = (issues: readonly Issue[]) => grouped(issues, borrowerOfIssue);

/** Of each area, how many errors its cells have. */
export function errorsByArea(issues: ReadonlyMap<Place, readonly Issue[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [place, found] of issues) {
    const { area } = partsOf(place);
    const errors = found.filter(isError).length;
    if (area && errors > 0) counts.set(area, (counts.get(area) ?? 0) + errors);
  }
  return counts;
}

/** What the annex says of count cells that state another number, by place. */
export function countsOfAnnex(
  issues: readonly Issue[],
  form: Pick<Form, 'columns' | 'tables'>,
): Map<Place, string> {
  const counted = new Set(
    hasAnnex(form) ? form.columns.flatMap(({ code, kind }) => (kind === 'COUNT' ? code : [])) : [],
  );
  return new Map(
    issues.flatMap((issue) => {
      const place = placeOfIssue(issue);
      const [, number] = /^= (\d+)$/.exec(issue.expected ?? '') ?? [];
      const isCount = place !== undefined && counted.has(partsOf(place).column);
      return isCount && number !== undefined ? [[place, number] as const] : [];
    }),
  );
}

/**
 * Tells of an issue whether what it is about is no longer what was judged: the cell (of all areas together, that of any),
 * the borrower, or the part of the head.
 */
export function mendedSince({ sent }: Answer, now: Draft): (issue: Issue) => boolean {
  const touched = touchedPlaces(sent, now);
  let annex: Set<string> | undefined;
  return (issue) => {
    const place = placeOfIssue(issue);
    if (place !== undefined) return touched.has(place);
    const enterprise = borrowerOfIssue(issue);
    if (enterprise !== undefined) {
      annex ??= new Set(differing(annexTexts(sent.borrowers), annexTexts(now.borrowers)));
      return annex.has(enterprise);
    }
    const part = issue.path?.split('/')[1] ?? '';
    const of = (draft: Draft) => JSON.stringify(draft[part as keyof Draft]);
    return part !== 'borrowers' && of(sent) !== of(now);
  };
}

function touchedPlaces(sent: Draft, now: Draft): Set<Place> {
  const touched = new Set<Place>();
  for (const place of differing(spelt(valuesOf(sent.cells)), spelt(valuesOf(now.cells)))) {
    const { row, column } = partsOf(place);
    touched.add(place).add(placeAt('', row, column));
  }
  return touched;
}
