import type { SubmitReturnMutation } from '../../data/operations.ts';
import type { Draft, Place } from './draft.ts';
import { placeAt, valuesOf } from './draft.ts';

export type Outcome = SubmitReturnMutation['submitReturn'];
export type Issue = Outcome['issues'][number];

/** What the door said, and what it said it of. */
export interface Answer {
  outcome: Outcome;
  sent: Draft;
}

export const isError = ({ severity }: Pick<Issue, 'severity'>): boolean =>
  severity === 'FATAL' || severity === 'ERROR';

/** The cell that an issue is about; none for the header, the annex, or a comparison of several cells. */
export function placeOfIssue({ path }: Pick<Issue, 'path'>): Place | undefined {
  const parts = /^\/cells\/(.+)$/.exec(path ?? '')?.[1]?.split('/') ?? [];
  const [a = '', b = '', c = ''] = parts;
  if (parts.length === 2) return placeAt('', a, b);
  return parts.length === 3 ? placeAt(a, b, c) : undefined;
}

export function issuesByPlace(issues: readonly Issue[]): Map<Place, Issue[]> {
  const at = new Map<Place, Issue[]>();
  for (const issue of issues) {
    const place = placeOfIssue(issue);
    if (place) at.set(place, [...(at.get(place) ?? []), issue]);
  }
  return at;
}

/** Places whose value is no longer the one that was judged. */
export function mendedPlaces({ sent }: Answer, now: Draft, places: Iterable<Place>): Set<Place> {
  const [before, after] = [valuesOf(sent.cells), valuesOf(now.cells)];
  return new Set([...places].filter((place) => before.get(place) !== after.get(place)));
}
