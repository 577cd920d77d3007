import { countyIssues } from '@qianfan/schema/deciding/issues';
import { unless } from '@qianfan/schema/deciding/decision';
import type { FileLoan } from '@qianfan/schema/commands/programmes';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { parseYuan } from '@qianfan/schema/kernel/money';
import { addMonths, isDate } from '@qianfan/schema/kernel/period';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import {
  bankStream,
  type Joined,
  outletStream,
  regionStream,
} from '../participation/participation.state.ts';
import { type ProgrammeState, programmeStream } from '../programme/programme.state.ts';
import { type FirmBalances, FIRMS } from './firms.state.ts';
import { firmLimitIssues } from './firms.ts';

type States = DecisionInput<FileLoan, unknown>['state'];

/** The county, its city and its province: whichever joined brings the county in. */
export const regionsOf = (county: string): string[] => [
  county,
  county.slice(0, 4),
  county.slice(0, 2),
];

/** Everything that stands against a filing but the borrower's lists: programme, participants, limits, dates. */
export function filingIssues(body: FileLoan, state: States, isFiled: boolean): Issue[] {
  const { programme: code, bank, loan, county, filedOn: on } = body;
  const programme = state<ProgrammeState>(programmeStream(code));
  const joinedBy = (stream: string): boolean => {
    const joined = state<Joined>(stream);
    return joined !== undefined && joined.on <= on;
  };
  const { outlet } = body;
  return [
    ...unless(!isFiled, () => issueOf('ALREADY_FILED', { bank, loan }, { path: '/loan' })),
    ...(programme
      ? limitIssues(body, programme, state(FIRMS))
      : [issueOf('UNKNOWN_PROGRAMME', { code }, { path: '/programme', found: code })]),
    ...dateIssues(body),
    ...unless(joinedBy(bankStream(bank)), () =>
      issueOf('BANK_NOT_JOINED', { bank, programme: code, on }, { path: '/bank', found: bank }),
    ),
    ...unless(regionsOf(county).map(regionStream).some(joinedBy), () =>
      issueOf(
        'REGION_NOT_JOINED',
        { region: county, programme: code, on },
        { path: '/county', found: county },
      ),
    ),
    ...countyIssues(county),
    ...unless(outlet === undefined || joinedBy(outletStream(bank, outlet)), () =>
      issueOf('OUTLET_NOT_ENROLLED', { outlet: outlet!, on }, { path: '/outlet', found: outlet! }),
    ),
  ];
}

function limitIssues(
  body: FileLoan,
  { launchedOn, rule }: ProgrammeState,
  balances: FirmBalances | undefined,
): Issue[] {
  const { amount, filedOn, maturesOn, programme } = body;
  const fen = parseYuan(amount)!;
  return [
    ...unless(filedOn >= launchedOn, () =>
      issueOf(
        'BEFORE_LAUNCH',
        { programme, on: filedOn, launchedOn },
        { path: '/filedOn', found: filedOn, expected: `>= ${launchedOn}` },
      ),
    ),
    ...unless(fen > 0n, () =>
      issueOf('AMOUNT_NOT_POSITIVE', { found: amount }, { path: '/amount', found: amount }),
    ),
    ...firmLimitIssues(balances, body, rule.maxPerFirm),
    ...unless(!isDate(filedOn) || maturesOn <= addMonths(filedOn, rule.maxTenorMonths), () =>
      issueOf(
        'TENOR_TOO_LONG',
        { limit: rule.maxTenorMonths, from: filedOn, to: maturesOn },
        { path: '/maturesOn', found: maturesOn },
      ),
    ),
  ];
}

function dateIssues({ filedOn, maturesOn }: FileLoan): Issue[] {
  const noDay = (found: string, path: string): Issue[] =>
    unless(isDate(found), () => issueOf('NO_SUCH_DATE', { found }, { path, found }));
  return [
    ...noDay(filedOn, '/filedOn'),
    ...noDay(maturesOn, '/maturesOn'),
    ...unless(filedOn < maturesOn, () =>
      issueOf(
        'DATE_ORDER',
        { later: maturesOn, earlier: filedOn },
        { path: '/maturesOn', found: maturesOn, expected: `> ${filedOn}` },
      ),
    ),
  ];
}

/**
 * Whether the borrower is on one of the programme's lists on the filing date. `used` names the version that says so.
 * A programme without lists takes every enterprise that is registered; without a programme there is nothing to ask.
 */
export function eligibility(
  { enterprise, filedOn: on }: FileLoan,
  programme: ProgrammeState | undefined,
  reference: Pick<ReferenceView, 'listMember' | 'enterprise'>,
): { missing: Issue[]; used: string[] } {
  const lists = programme?.rule.eligibleLists ?? [];
  const where = { path: '/enterprise', found: enterprise };
  if (lists.length === 0) {
    const missing = unless(!programme || reference.enterprise(enterprise) !== undefined, () =>
      issueOf('UNKNOWN_ENTERPRISE', { id: enterprise }, where),
    );
    return { missing, used: [] };
  }
  for (const list of lists) {
    const found = reference.listMember(list, enterprise, on);
    if (found?.value) return { missing: [], used: [found.used] };
  }
  return {
    missing: [issueOf('NOT_ELIGIBLE', { enterprise, on, lists: lists.join(' ') }, where)],
    used: [],
  };
}
