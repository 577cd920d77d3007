import { normalReturn } from '@qianfan/schema/returns/normal';
import { SubmitReturn } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { ReturnAccepted, ReturnRefused } from '@qianfan/schema/facts/banks';
import type {
  CommandType,
  Decision,
  DecisionInput,
  StreamType,
} from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { type Issue, refuses } from '@qianfan/schema/kernel/issue';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { violations } from '@qianfan/schema/returns/evaluate';
import { structure } from '@qianfan/schema/returns/structure';
import { unless } from '../decision.ts';
import { changesOf } from './changes.ts';
import { circumstancesOf } from './circumstances.ts';

/** What the next decision about one return needs of those before it. */
export interface ReturnState {
  revision: number;
  formVersion: number;
  /** Whether the first submission came after the deadline; corrections do not change that. */
  late: boolean;
  cells: ReturnAccepted['cells'];
  /** Where each accepted content stands; a digest includes the revision that it states. */
  digests: Record<string, [partition: number, pos: number]>;
}

/** The stream of one return of one institution (the key). */
export const returnStream = (form: string, period: string): string => `return:${form}:${period}`;

/** A fact with more issues than this would not help its reader, and might not fit the journal. */
const ISSUES_MAX = 1_000;

type Input = DecisionInput<SubmitReturn, ReferenceView>;

export const submitReturn: CommandType<SubmitReturn, ReferenceView> = {
  type: 'banks.SubmitReturn',
  schema: SubmitReturn,
  roles: ['BANK', 'INSURER'],
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ form, period }) => [returnStream(form, period)],
  normal: normalReturn,
  decide,
};

export const returnStreams: readonly StreamType<ReturnState>[] = [{ prefix: 'return', evolve }];

function decide(input: Input): Decision {
  const { body, digest, institution } = input;
  const state = input.state<ReturnState>(returnStream(body.form, body.period));
  const known = state?.digests[digest];
  if (known) return { sameAs: { partition: known[0], pos: known[1] } };

  const at = circumstancesOf(input.reference, { ...body, institution }, input.receivedAt);
  const content = at.form && structure(at.form, body);
  const issues = [
    ...at.missing,
    ...at.issues,
    ...revisionIssues(state, body),
    ...(content?.issues ?? []),
    ...(at.form && content
      ? violations(at.form, content.cells, content.annex, { SINGLE_NAME: at.singleNameLimit })
      : []),
  ];
  if (!at.form || !content || refuses(issues)) return refused(input, issues, at);
  const accepted: ReturnAccepted = {
    form: body.form,
    formVersion: at.form.version,
    period: body.period,
    revision: body.revision,
    digest,
    cells: content.cells,
    annex: content.annex,
    changes: changesOf(state, at.form.version, content.cells),
    issues: issues.slice(0, ISSUES_MAX),
    late: state ? state.late : at.late,
    reference: at.used,
  };
  return { facts: [factOf(body, 'banks.ReturnAccepted.v1', accepted)] };
}

function refused(
  { body, digest }: Input,
  issues: Issue[],
  { missing, used }: { missing: Issue[]; used: string[] },
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
  // Warnings aside, whatever else is wrong will be wrong when the reference data has come.
  const onlyMissing = missing.length > 0 && !refuses(issues.slice(missing.length));
  return onlyMissing ? { facts, awaitsReference: true } : { facts };
}

const factOf = ({ form, period }: SubmitReturn, type: string, body: object) => ({
  stream: returnStream(form, period),
  type,
  period,
  body,
});

function bounded(issues: Issue[]): Issue[] {
  if (issues.length <= ISSUES_MAX) return issues;
  const more = issues.length - ISSUES_MAX;
  const rest: Issue = {
    code: 'MORE_ISSUES',
    severity: 'INFO',
    found: String(more),
    message: { zh: `另有 ${more} 个问题未列出`, en: `${more} more issues are not listed` },
  };
  return [...issues.slice(0, ISSUES_MAX), rest];
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

/** Refusals change nothing: the same return may be sent again, and is judged again. */
function evolve(
  state: ReturnState | undefined,
  fact: Fact<ReturnAccepted>,
): ReturnState | undefined {
  if (fact.type !== 'banks.ReturnAccepted.v1') return state;
  const { revision, formVersion, late, cells, digest } = fact.body;
  const digests = { ...state?.digests, [digest]: [fact.partition, fact.pos] as [number, number] };
  return { revision, formVersion, late, cells, digests };
}
