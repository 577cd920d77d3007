import { areaOf, isCounty } from '@qianfan/schema/codelists/areas';
import * as Commands from '@qianfan/schema/commands/programmes';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { BankJoined, OutletEnrolled, RegionJoined } from '@qianfan/schema/facts/programmes';
import type { CommandType, DecisionInput, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { isDate } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { awaiting, decided, type Latest, latestOf, repeats, unless } from '../decision.ts';
import { DESK, ownerIssues, type ProgrammeState, programmeStream } from '../programme/programme.ts';

/** Since when a region, bank or outlet takes part. */
export interface Joined extends Latest {
  on: string;
}

export const regionStream = (region: string): string => `region:${region}`;
export const bankStream = (bank: string): string => `bank:${bank}`;
export const outletStream = (bank: string, outlet: string): string => `outlet:${bank}:${outlet}`;

const joinRegion: CommandType<RegionJoined, unknown> = {
  type: 'programmes.JoinRegion',
  schema: Commands.JoinRegion,
  roles: DESK,
  actsFor: () => undefined,
  key: ({ programme }) => programme,
  streams: ({ programme, region }) => [programmeStream(programme), regionStream(region)],
  decide: (input) =>
    join(input, {
      command: joinRegion.type,
      fact: 'programmes.RegionJoined.v1',
      who: input.body.region,
      stream: regionStream(input.body.region),
      issues: area(areaOf(input.body.region) !== undefined, input.body.region, '/region'),
    }),
};

const joinBank: CommandType<BankJoined, Pick<ReferenceView, 'organisation'>> = {
  type: 'programmes.JoinBank',
  schema: Commands.JoinBank,
  roles: DESK,
  actsFor: () => undefined,
  key: ({ programme }) => programme,
  streams: ({ programme, bank }) => [programmeStream(programme), bankStream(bank)],
  decide: (input) =>
    join(input, {
      command: joinBank.type,
      fact: 'programmes.BankJoined.v1',
      who: input.body.bank,
      stream: bankStream(input.body.bank),
      issues: [],
      missing: unless(input.reference.organisation(input.body.bank) !== undefined, () =>
        issueOf(
          'UNKNOWN_ORGANISATION',
          { code: input.body.bank },
          { path: '/bank', found: input.body.bank },
        ),
      ),
    }),
};

const enrolOutlet: CommandType<OutletEnrolled, unknown> = {
  type: 'programmes.EnrolOutlet',
  schema: Commands.EnrolOutlet,
  roles: DESK,
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
      command: enrolOutlet.type,
      fact: 'programmes.OutletEnrolled.v1',
      who: `${bank} ${outlet}`,
      stream: outletStream(bank, outlet),
      issues: [
        ...area(isCounty(county), county, '/county'),
        ...unless(joined !== undefined && joined.on <= on, () =>
          issueOf('BANK_NOT_JOINED', { bank, programme, on }, { path: '/bank', found: bank }),
        ),
      ],
    });
  },
};

export const participationCommands: readonly CommandType[] = [joinRegion, joinBank, enrolOutlet];

const evolveJoined =
  (type: string) =>
  (state: Joined | undefined, fact: Fact<{ on: string }>): Joined | undefined =>
    fact.type === type ? { ...latestOf(fact), on: fact.body.on } : state;

export const participationStreams: readonly StreamType[] = [
  { prefix: 'region', evolve: evolveJoined('programmes.RegionJoined.v1') },
  { prefix: 'bank', evolve: evolveJoined('programmes.BankJoined.v1') },
  { prefix: 'outlet', evolve: evolveJoined('programmes.OutletEnrolled.v1') },
];

const area = (exists: boolean, code: string, path: string): Issue[] =>
  unless(exists, () => issueOf('UNKNOWN_AREA', { code }, { path, found: code }));

/** Whoever joins does so once, on or after the launch. */
function join(
  input: DecisionInput<{ programme: string; on: string }, unknown>,
  to: {
    command: string;
    fact: string;
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
  const decision = decided(input, { ...to, issues: [...issues, ...missing] });
  return repeats(current, input.digest) ?? awaiting(missing, issues, decision);
}
