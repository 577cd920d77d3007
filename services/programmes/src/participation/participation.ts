import { command } from '@qianfan/schema/deciding/command';
import type { FactBody } from '@qianfan/schema/facts/types';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { areaIssues, countyIssues, organisationIssues } from '@qianfan/schema/deciding/issues';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { isDate } from '@qianfan/schema/kernel/period';
import { repeats } from '@qianfan/schema/kernel/latest';

import { type ProgrammeState, programmeStream } from '../programme/programme.state.ts';
import { DESK, ownerIssues } from '../programme/programme.ts';
import { bankStream, type Joined, outletStream, regionStream } from './participation.state.ts';

const joinRegion = command('programmes.JoinRegion', {
  roles: DESK,
  over: 'OWN',
  actsFor: () => undefined,
  key: ({ programme }) => programme,
  streams: ({ programme, region }) => [programmeStream(programme), regionStream(region)],
  decide: (input) =>
    join(input, {
      command: 'programmes.JoinRegion',
      fact: 'programmes.RegionJoined.v1',
      who: input.body.region,
      stream: regionStream(input.body.region),
      issues: areaIssues(input.body.region, '/region'),
    }),
});

const joinBank = command('programmes.JoinBank', {
  roles: DESK,
  over: 'OWN',
  actsFor: () => undefined,
  key: ({ programme }) => programme,
  streams: ({ programme, bank }) => [programmeStream(programme), bankStream(bank)],
  decide: (input) =>
    join(input, {
      command: 'programmes.JoinBank',
      fact: 'programmes.BankJoined.v1',
      who: input.body.bank,
      stream: bankStream(input.body.bank),
      issues: [],
      missing: organisationIssues(input.reference, input.body.bank, '/bank'),
    }),
});

const enrolOutlet = command('programmes.EnrolOutlet', {
  roles: DESK,
  over: 'OWN',
  actsFor: () => undefined,
  key: ({ programme }) => programme,
  streams: ({ programme, bank, outlet }) => [
    programmeStream(programme),
    bankStream(bank),
    outletStream(bank, outlet),
  ],
  decide: (input) => {
    const { programme, bank, outlet, county, on } = input.body;
    const joined = input.state<Joined>(bankStream(bank));
    return join(input, {
      command: 'programmes.EnrolOutlet',
      fact: 'programmes.OutletEnrolled.v1',
      who: `${bank} ${outlet}`,
      stream: outletStream(bank, outlet),
      issues: [
        ...countyIssues(county),
        ...unless(joined !== undefined && joined.on <= on, () =>
          issueOf('BANK_NOT_JOINED', { bank, programme, on }, { path: '/bank', found: bank }),
        ),
      ],
    });
  },
});

export const participationCommands: readonly CommandType[] = [joinRegion, joinBank, enrolOutlet];

type Joining =
  | 'programmes.RegionJoined.v1'
  | 'programmes.BankJoined.v1'
  | 'programmes.OutletEnrolled.v1';

/** Whoever joins does so once, on or after the launch. */
function join<Type extends Joining>(
  input: DecisionInput<FactBody<Type>, unknown>,
  to: {
    command: string;
    fact: Type;
    who: string;
    stream: string;
    issues: Issue[];
    /** Whom the register does not hold yet. */
    missing?: Issue[];
  },
) {
  const { programme: code, on } = input.body;
  const programme = input.state<ProgrammeState>(programmeStream(code));
  const current = input.state<Joined>(to.stream);
  const launch = programme
    ? [
        ...ownerIssues(input, code, programme),
        ...unless(on >= programme.launchedOn, () =>
          issueOf(
            'BEFORE_LAUNCH',
            { programme: code, on, launchedOn: programme.launchedOn },
            { path: '/on', found: on, expected: `>= ${programme.launchedOn}` },
          ),
        ),
      ]
    : [issueOf('UNKNOWN_PROGRAMME', { code }, { path: '/programme', found: code })];
  const { missing = [] } = to;
  const issues = [
    ...launch,
    ...unless(isDate(on), () => issueOf('NO_SUCH_DATE', { found: on }, { path: '/on' })),
    ...unless(!current, () => issueOf('ALREADY_JOINED', { who: to.who, programme: code })),
    ...to.issues,
  ];
  const { command, stream, fact } = to;
  return (
    repeats(current, input.digest) ??
    decided({ command, stream, issues, missing, fact, body: () => input.body })
  );
}
