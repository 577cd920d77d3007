import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import {
  countyIssues,
  dayIssues,
  fenOf,
  happenedIssues,
  inFen,
  orderIssues,
  partyIssues,
  positiveIssues,
} from '@qianfan/schema/deciding/issues';
import type { DrawLoan, RepayLoan } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { LoanDrawn } from '@qianfan/schema/facts/banks';
import type { CommandType, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { formatYuan } from '@qianfan/schema/kernel/money';
import { addMonths } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { type LoanState, streamOf } from './loans.state.ts';

const ofLender = {
  roles: ['BANK'],
  over: 'OWN',
  actsFor: ({ institution }: { institution: string }) => institution,
  key: (_: unknown, institution: string) => institution,
  streams: ({ loan }: { loan: string }) => [streamOf(loan)],
} as const;

const drawLoan = command('banks.DrawLoan', {
  ...ofLender,

  normal: inFen<DrawLoan>('amount'),
  decide: ({ body, institution, reference, receivedAt, state }) => {
    const stream = streamOf(body.loan);
    const { institution: _, ...drawn } = body;
    const others = [
      ...unless(state(stream) === undefined, () =>
        issueOf('LOAN_EXISTS', { id: body.loan }, { path: '/loan', found: body.loan }),
      ),
      ...countyIssues(body.county),
      ...positiveIssues(body.amount, '/amount'),
      ...dayIssues({ drawnOn: body.drawnOn, maturesOn: body.maturesOn }),
      ...orderIssues(body.drawnOn, body.maturesOn, '/maturesOn'),
      ...happenedIssues(body.drawnOn, receivedAt, '/drawnOn'),
    ];
    const missing = partyIssues(reference, institution, body.enterprise);
    return decided({
      command: 'banks.DrawLoan',
      stream,
      issues: others,
      missing,
      fact: 'banks.LoanDrawn.v1',
      body: () => ({ ...drawn, term: termOf(body.drawnOn, body.maturesOn) }),
    });
  },
});

/** Medium and long term = original maturity over 12 months. */
const termOf = (drawnOn: string, maturesOn: string): LoanDrawn['term'] =>
  maturesOn > addMonths(drawnOn, 12) ? 'MEDIUM_LONG' : 'SHORT';

type Later<Body> = DecisionInput<Body & { loan: string; on: string }, ReferenceView>;

/** The issues of a command about a loan that was drawn: it exists, and its facts come in date order. */
function laterIssues<Body>(
  { body, receivedAt }: Later<Body>,
  loan: LoanState | undefined,
  more: (loan: LoanState) => Issue[],
): Issue[] {
  if (!loan) {
    return [issueOf('UNKNOWN_LOAN', { id: body.loan }, { path: '/loan', found: body.loan })];
  }
  return [
    ...dayIssues({ on: body.on }),
    ...orderIssues(loan.lastOn, body.on, '/on'),
    ...happenedIssues(body.on, receivedAt, '/on'),
    ...more(loan),
  ];
}

/** Repaid or written off: both take from the balance, and never more than there is. */
function reducing(
  type: 'banks.RepayLoan' | 'banks.WriteOffLoan',
  fact: 'banks.LoanRepaid.v1' | 'banks.LoanWrittenOff.v1',
) {
  return command(type, {
    ...ofLender,
    normal: inFen<RepayLoan>('amount'),
    decide: (input) => {
      const { loan: id, amount, on } = input.body;
      const stream = streamOf(id);
      const loan = input.state<LoanState>(stream);
      const others = laterIssues(input, loan, ({ balance }) => [
        ...positiveIssues(amount, '/amount'),
        ...unless(fenOf(amount) <= fenOf(balance), () =>
          issueOf(
            'OVER_BALANCE',
            { id, balance, found: amount },
            { path: '/amount', found: amount, expected: `≤ ${balance}` },
          ),
        ),
      ]);
      return decided({
        command: type,
        stream,
        issues: others,
        fact,
        body: () => {
          const { terms, balance, classification } = loan!;
          const left = formatYuan(fenOf(balance) - fenOf(amount));
          return { ...terms, amount, on, balance: left, classification };
        },
      });
    },
  });
}

const classifyLoan = command('banks.ClassifyLoan', {
  ...ofLender,
  decide: (input) => {
    const { loan: id, classification, on } = input.body;
    const stream = streamOf(id);
    const loan = input.state<LoanState>(stream);
    const others = laterIssues(input, loan, (current) =>
      unless(current.classification !== classification, () =>
        issueOf(
          'CLASS_UNCHANGED',
          { id, found: classification },
          { path: '/classification', found: classification },
        ),
      ),
    );
    return decided({
      command: 'banks.ClassifyLoan',
      stream,
      issues: others,
      fact: 'banks.LoanClassified.v1',
      body: () => {
        const { terms, balance, classification: previous } = loan!;
        return { ...terms, on, balance, classification, previous };
      },
    });
  },
});

export const loanCommands: readonly CommandType[] = [
  drawLoan,
  reducing('banks.RepayLoan', 'banks.LoanRepaid.v1'),
  classifyLoan,
  reducing('banks.WriteOffLoan', 'banks.LoanWrittenOff.v1'),
];
