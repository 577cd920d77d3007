import { command } from '@qianfan/schema/deciding/command';
import { unless } from '@qianfan/schema/deciding/decision';
import { normalReturn } from '@qianfan/schema/returns/normal';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { ReturnAccepted, ReturnRefused } from '@qianfan/schema/facts/banks';
import type { Decision, DecisionInput } from '@qianfan/schema/kernel/decider';
import { type Issue, MOST_TOLD, refuses } from '@qianfan/schema/kernel/issue';
import { previousPeriod } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { type Filed, violations } from '@qianfan/schema/returns/evaluate';
import { unitJump } from '@qianfan/schema/returns/jump';
import { structure } from '@qianfan/schema/returns/structure';
import { compared } from './between.ts';
import type { PeriodState, ReturnState } from './returns.state.ts';
import { changesOf } from './changes.ts';
import { circumstancesOf } from './circumstances.ts';
import { returnStream } from './returns.state.ts';

const REFERENCES_MAX = 20;

type Input = DecisionInput<SubmitReturn, ReferenceView>;

export const submitReturn = command('banks.SubmitReturn', {
  roles: ['BANK', 'INSURER'],
  over: 'OWN',
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ period }) => [returnStream(period), returnStream(previousPeriod(period))],
  normal: normalReturn,
  decide,
});

function decide(input: Input): Decision {
  const { body, digest, institution } = input;
  const filed = input.state<PeriodState>(returnStream(body.period)) ?? {};
  const state = filed[body.form];
  const known = state?.digests[digest];
  if (known) return { sameAs: { partition: known[0], pos: known[1] } };

  const at = circumstancesOf(input.reference, { ...body, institution }, input.receivedAt);
  const content = at.form && structure(at.form, body);
  const between =
    at.form && content
      ? compared(input.reference, filed, { form: at.form, ...content }, body.period)
      : { issues: [], used: [] };
  const jump = at.form && content ? jumpIssues(input, { form: at.form, ...content }) : [];
  const used = [...at.used, ...between.used].slice(0, REFERENCES_MAX);
  const issues = [
    ...at.missing,
    ...at.issues,
    ...revisionIssues(state, body),
    ...(content?.issues ?? []),
    ...(at.form && content
      ? violations(
          at.form,
          content.cells,
          content.annex,
          { SINGLE_NAME: at.singleNameLimit },
          content.areas,
        )
      : []),
    ...between.issues,
    ...jump,
  ];
  if (!at.form || !content || refuses(issues)) return refused(input, issues, at.missing, used);
  const accepted: ReturnAccepted = {
    form: body.form,
    formVersion: at.form.version,
    period: body.period,
    revision: body.revision,
    digest,
    ...(at.form.blocks ? { areas: content.areas } : {}),
    cells: content.cells,
    annex: content.annex,
    changes: changesOf(state, at.form, content),
    issues: issues.slice(0, MOST_TOLD),
    late: state ? state.late : at.late,
    reference: used,
  };
  return { facts: [factOf(body, 'banks.ReturnAccepted.v1', accepted)] };
}

function refused(
  { body, digest }: Input,
  issues: Issue[],
  missing: Issue[],
  used: string[],
): Decision {
  const refusal: ReturnRefused = {
    form: body.form,
    period: body.period,
    revision: body.revision,
    digest,
    issues: bounded(issues),
    reference: used,
  };
  const facts = [factOf(body, 'banks.ReturnRefused.v1', refusal)];
  // Warnings aside, whatever else is wrong will be wrong when the reference data has come. A row, column or area that the
  // form does not have may be that of a version which is on its way.
  const others = issues.slice(missing.length);
  const mayCome = missing.length > 0 || others.some(({ code }) => code === 'S-05');
  const onlyMissing = mayCome && !refuses(others.filter(({ code }) => code !== 'S-05'));
  return onlyMissing ? { facts, awaitsReference: true } : { facts };
}

/** Against the institution's own return of the period before; a first one has none, and is judged by its rules alone. */
function jumpIssues({ body, state, reference }: Input, mine: Filed): Issue[] {
  const before = previousPeriod(body.period);
  const filed = state<PeriodState>(returnStream(before))?.[body.form];
  const form = filed && reference.formVersion(body.form, filed.formVersion);
  return form ? unitJump(mine, { ...filed, form: form.value }, before) : [];
}

const factOf = ({ period }: SubmitReturn, type: string, body: object) => ({
  stream: returnStream(period),
  type,
  period,
  body,
});

function bounded(issues: Issue[]): Issue[] {
  if (issues.length <= MOST_TOLD) return issues;
  const more = issues.length - MOST_TOLD;
  const rest: Issue = {
    code: 'MORE_ISSUES',
    severity: 'INFO',
    found: String(more),
    message: { zh: `另有 ${more} 个问题未列出`, en: `${more} more issues are not listed` },
  };
  return [...issues.slice(0, MOST_TOLD), rest];
}

function revisionIssues(state: ReturnState | undefined, body: SubmitReturn): Issue[] {
  const expected = (state?.revision ?? 0) + 1;
  const { form, period, revision: found } = body;
  return unless(found === expected, () =>
    issueOf(
      'STALE_REVISION',
      { form, period, expected, found },
      { path: '/revision', found: String(found), expected: String(expected) },
    ),
  );
}
