import { keptAt, setKept, useKept } from '../../state/kept.ts';
import type { Draft } from './draft.ts';
import type { Answer } from './issues.ts';

/** What a clerk has begun of one return: the draft, and what the door said of it. */
export interface Work {
  draft: Draft;
  answer?: Answer | undefined;
  /** What another beginning took the place of. */
  former?: Work | undefined;
}

/** Which return; of the clerk's own institution, whatever a file says. */
export interface Which {
  institution: string;
  form: string;
  period: string;
}

const keyOf = ({ institution, form, period }: Which): string =>
  `return ${institution} ${form} ${period}`;

export const useWork = (of: Which): Work | undefined => useKept<Work>(keyOf(of));

const wasAccepted = (work: Work | undefined): boolean =>
  work?.answer?.outcome.status === 'ACCEPTED';

/** Goes on, or with nothing gives up. What was accepted stands with the regulator: a reload shows that. */
export const setWork = (of: Which, work: Work | undefined): void =>
  setKept(keyOf(of), work, !wasAccepted(work));

/** Another beginning; what was begun before it can be had back. */
export function beginWork(of: Which, draft: Draft): void {
  const before = keptAt<Work>(keyOf(of));
  const former = before && !wasAccepted(before) && { draft: before.draft, answer: before.answer };
  setWork(of, { draft, ...(former && { former }) });
}

/** After a change by hand: that of what was accepted is the beginning of the next revision. */
export function changedWork(work: Work | undefined, draft: Draft): Work {
  if (!work || !wasAccepted(work)) return { ...work, draft };
  const isUntouched = draft.revision === work.draft.revision;
  return { draft: isUntouched ? { ...draft, revision: draft.revision + 1 } : draft };
}

/** What the door said; what was changed while it judged is not lost. */
export function answerWork(of: Which, answer: Answer): void {
  const now = keptAt<Work>(keyOf(of));
  const judged = { draft: answer.sent, answer };
  setWork(of, !now || now.draft === answer.sent ? judged : changedWork(judged, now.draft));
}
