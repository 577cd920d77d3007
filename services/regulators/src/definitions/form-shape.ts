import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { formIssues as grammarIssues } from '@qianfan/schema/returns/check';
import type { ReturnForm } from '@qianfan/schema/returns/form';

/**
 * Codes of rows and columns are unique; unions and rules name rows and columns that exist. A form that is sound so far
 * has rules that keep the grammar: what banks could not judge by never takes effect.
 */
export function formIssues(form: ReturnForm): Issue[] {
  const issues = codeIssues(form);
  return issues.length > 0 ? issues : grammarIssues(form);
}

function codeIssues(form: ReturnForm): Issue[] {
  const rows = form.rows.map(({ code }) => code);
  const columns = form.columns.map(({ code }) => code);
  return [
    ...duplicates(rows, '/rows'),
    ...duplicates(columns, '/columns'),
    ...form.rows.flatMap(({ code, parts = [] }, n) =>
      unknown(
        form,
        parts,
        rows.filter((row) => row !== code),
        `/rows/${n}/parts`,
      ),
    ),
    ...form.rules.flatMap((rule, n) => [
      ...unknown(form, rule.rows ?? [], rows, `/rules/${n}/rows`),
      ...unknown(form, rule.columns ?? [], columns, `/rules/${n}/columns`),
    ]),
  ];
}

const duplicates = (codes: string[], where: string): Issue[] =>
  codes
    .filter((code, n) => codes.indexOf(code) !== n)
    .map((code) => issueOf('DUPLICATE_CODE', { code, where }, { path: where, found: code }));

const unknown = (
  { form }: ReturnForm,
  named: readonly string[],
  known: readonly string[],
  path: string,
): Issue[] =>
  named
    .filter((code) => !known.includes(code))
    .map((code) => issueOf('UNKNOWN_CELL', { form, code }, { path, found: code }));
