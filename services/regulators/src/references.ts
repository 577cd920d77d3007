import { unless } from '@qianfan/schema/deciding/decision';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { CODELISTS } from '@qianfan/schema/codelists/codelists';
import { POPULATIONS, populationOf } from '@qianfan/schema/codelists/populations';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { RegisterView } from './register-view.ts';

/** Codes that a command names and nobody has: a fact that refers to nothing could be neither shown nor asked for. */

export const metricIssues = (reference: RegisterView, code: string, path: string): Issue[] =>
  unless(reference.metricVersions(code).length > 0, () =>
    issueOf('UNKNOWN_METRIC', { code }, { path, found: code }),
  );

/** Whose definition it is: an authority of the code list, or an organisation that is registered. */
export const agencyIssues = (reference: RegisterView, code: string, path: string): Issue[] =>
  unless(
    CODELISTS.agency.some((it) => it.code === code) || reference.organisation(code) !== undefined,
    () =>
      issueOf(
        'UNKNOWN_AGENCY',
        { code, known: CODELISTS.agency.map((it) => it.code).join(', ') },
        { path, found: code },
      ),
  );

/** `_T`: not restricted. */
export const populationIssues = (reference: RegisterView, code: string, path: string): Issue[] =>
  unless(code === TOTAL || populationOf(code) !== undefined || reference.population(code), () =>
    issueOf(
      'UNKNOWN_POPULATION',
      { code, known: POPULATIONS.map((it) => it.code).join(', ') },
      { path, found: code },
    ),
  );

/** A list of thousands that nobody has registered is told by its first. */
const MOST_TOLD = 100;

/** The order of members says nothing, so that each is told by its id and not by its place. */
export function enterpriseIssues(
  reference: RegisterView,
  ids: readonly string[],
  path: string,
): Issue[] {
  const issues: Issue[] = [];
  for (const id of ids) {
    if (issues.length === MOST_TOLD) break;
    if (reference.enterprise(id)) continue;
    issues.push(issueOf('UNKNOWN_ENTERPRISE', { id }, { path, found: id }));
  }
  return issues;
}
