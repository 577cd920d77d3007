import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { populationOf } from '@qianfan/schema/codelists/populations';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { parseYuan } from '@qianfan/schema/kernel/money';
import { isDate } from '@qianfan/schema/kernel/period';
import { repeats } from '@qianfan/schema/kernel/latest';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { type ProgrammeState, programmeStream } from './programme.state.ts';

/** Who runs programmes. Everything that they decide has the programme's code as its key. */
export const DESK = ['PROGRAMME', 'IMPORTER'] as const;

/** A programme is its owner's: no other office may decide who takes part in it. */
export const ownerIssues = (
  { institution, role }: Pick<DecisionInput<unknown, unknown>, 'institution' | 'role'>,
  programme: string,
  { owner }: ProgrammeState,
): Issue[] =>
  unless(role === 'IMPORTER' || institution === owner, () =>
    issueOf('PROGRAMME_OF_ANOTHER', { programme, owner }, { path: '/programme', found: programme }),
  );

const launchProgramme = command('programmes.LaunchProgramme', {
  roles: DESK,
  over: 'OWN',
  actsFor: ({ owner }) => owner,
  key: ({ programme }) => programme,
  streams: ({ programme }) => [programmeStream(programme)],
  decide: (input) => {
    const owner = input.body.owner ?? input.institution;
    const body = { ...input.body, owner };
    const { programme: code, launchedOn, rule } = body;
    const stream = programmeStream(code);
    const current = input.state<ProgrammeState>(stream);
    const missing = listIssues(input.reference, rule.eligibleLists);
    const issues = [
      ...unless(!current, () => issueOf('PROGRAMME_EXISTS', { code }, { path: '/programme' })),
      ...unless(isDate(launchedOn), () =>
        issueOf('NO_SUCH_DATE', { found: launchedOn }, { path: '/launchedOn' }),
      ),
      ...unless(parseYuan(rule.maxPerFirm)! > 0n, () =>
        issueOf('AMOUNT_NOT_POSITIVE', { found: rule.maxPerFirm }, { path: '/rule/maxPerFirm' }),
      ),
    ];
    return (
      repeats(current, input.digest) ??
      decided({
        command: 'programmes.LaunchProgramme',
        stream,
        issues,
        missing,
        fact: 'programmes.ProgrammeLaunched.v1',
        body: () => body,
      })
    );
  },
});

/** A list of the code list may still be published; any other has been, or nobody could ever be on it. */
const listIssues = (reference: Pick<ReferenceView, 'population'>, lists: readonly string[]) =>
  lists.flatMap((code, n) =>
    unless(!!populationOf(code)?.lists.includes(code) || reference.population(code), () =>
      issueOf('UNKNOWN_LIST', { code }, { path: `/rule/eligibleLists/${n}`, found: code }),
    ),
  );

export const programmeCommands: readonly CommandType[] = [launchProgramme];
