import { formatPosition } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { comparedWith, disagreements, type Filed } from '@qianfan/schema/returns/evaluate';
import type { PeriodState, ReturnState } from './returns.state.ts';

interface Between {
  issues: Issue[];
  /** The returns with which this one was compared: revision and position. */
  used: string[];
}

/** A rule that does not hold, with the other return of the two. */
interface Fault {
  issue: Issue;
  other: string;
}

/**
 * What the rules between returns say of a new one, against the latest accepted revisions of the others. Where a return
 * is not there yet its rules wait: they are judged when it comes, whichever form they belong to.
 *
 * Two returns that agree can only be corrected one after the other. So a correction may part from a return that it
 * agreed with, and says so by a warning; the other's correction is then due, and has to agree again.
 */
export function compared(
  reference: ReferenceView,
  filed: PeriodState,
  mine: Filed,
  period: string,
): Between {
  const code = mine.form.form;
  const others = new Map<string, Filed>();
  for (const [form, state] of Object.entries(filed)) {
    const layout = form === code ? undefined : layoutOf(reference, form, state);
    if (layout && related(mine, layout)) others.set(form, layout);
  }
  if (others.size === 0) return { issues: [], used: [] };

  const state = filed[code];
  const before = state && layoutOf(reference, code, state);
  const broken = new Set(before ? faultsOf(before, others).map(({ other }) => other) : []);
  /** Whose turn it is: the other return moved last, and since then the two differ. */
  const due = (other: string): boolean =>
    !state || (broken.has(other) && filed[other]!.at[1] > state.at[1]);

  return {
    issues: faultsOf(mine, others).map(({ issue, other }) =>
      due(other) ? issue : opened(issue, other),
    ),
    used: [...others.keys()].map((form) => usedText(form, period, filed[form]!)),
  };
}

const usedText = (form: string, period: string, { revision, at }: ReturnState): string => {
  const position = { service: 'banks' as const, partition: at[0], pos: at[1] };
  return `return ${form} ${period} r${revision} @ ${formatPosition(position)}`;
};

function layoutOf(
  reference: ReferenceView,
  form: string,
  { formVersion, cells, areas }: ReturnState,
): Filed | undefined {
  const found = reference.formVersion(form, formVersion);
  return found && { form: found.value, cells, areas };
}

const related = (a: Filed, b: Filed): boolean =>
  comparedWith(a.form).includes(b.form.form) || comparedWith(b.form).includes(a.form.form);

/** What does not hold between a return and the others, by the rules of either. */
function faultsOf(mine: Filed, others: ReadonlyMap<string, Filed>): Fault[] {
  const own = mine.form.form;
  const find = (form: string) => (form === own ? mine : others.get(form));
  const mineSay = disagreements(mine, find).map(({ issue, with: forms }) => ({
    issue,
    other: forms[0]!,
  }));
  const othersSay = [...others].flatMap(([other, filed]) =>
    disagreements(filed, find, own)
      .filter(({ with: forms }) => forms.includes(own))
      .map(({ issue }) => ({ issue, other })),
  );
  return [...mineSay, ...othersSay];
}

/** No reason to refuse the correction, which may have others; the other return no longer agrees with it. */
function opened(issue: Issue, other: string): Issue {
  return {
    ...issue,
    severity: issue.severity === 'ERROR' ? 'WARN' : issue.severity,
    fix: {
      zh: `如属实，本次更正不因此退回；请随后更正 ${other}`,
      en: `if it is right, the correction is not refused for this; ${other} is to be corrected next`,
    },
  };
}
