import type { Issue, Text } from '../kernel/issue.ts';
import { parseDecimal } from './decimal.ts';
import { formsIn, placed } from './expression.ts';
import type { FormRow, ReturnForm, Rule } from './form.ts';
import { cellIndex } from './grid.ts';

const NUMBERS = ['cell', 'const', 'sum', 'max', 'times', 'distinct', 'limit', 'over', 'of'];
const COMPARISONS = ['ge', 'le', 'gt', 'eq', 'lt'];
const CONNECTIVES: Record<string, number | undefined> = { and: 0, or: 0, iff: 2, implies: 2 };

/**
 * What is wrong with a form as data: codes used twice, parts that do not exist or go round in a circle, rules outside
 * the grammar of `TruthExpression` or about cells that the form does not have. A form without issues can be judged by.
 */
export function formIssues(form: ReturnForm): Issue[] {
  return [
    ...repeated(form.rows, '/rows'),
    ...repeated(form.columns, '/columns'),
    ...form.rows.flatMap(({ code, parts }) => partIssues(form, code, parts ?? [])),
    ...form.rows.flatMap((row, index) => rowIssues(form, row, `/rows/${index}`)),
    ...form.rules.flatMap((rule, index) => ruleIssues(form, rule, `/rules/${index}`)),
  ];
}

const issue = (path: string, found: string, message: Text): Issue => ({
  code: 'BAD_USER_INPUT',
  severity: 'ERROR',
  path,
  found,
  message,
});

function repeated(items: readonly { code: string }[], path: string): Issue[] {
  const seen = new Set<string>();
  return items.flatMap(({ code }, index) => {
    if (!seen.has(code)) {
      seen.add(code);
      return [];
    }
    return [issue(`${path}/${index}`, code, { zh: '编号重复', en: 'a code is used twice' })];
  });
}

/** Parts stand below their union, so that no circle can close. */
function partIssues(form: ReturnForm, code: string, parts: readonly string[]): Issue[] {
  const at = (wanted: string) => form.rows.findIndex((row) => row.code === wanted);
  return parts
    .filter((part) => at(part) <= at(code))
    .map((part) =>
      issue(`/rows/${at(code)}/parts`, part, {
        zh: '分项须为合计行之后的行',
        en: 'a part is a row below its union',
      }),
    );
}

/** A row has cells in columns that there are, and another metric only where it has a cell. */
const rowIssues = (form: ReturnForm, row: FormRow, path: string): Issue[] =>
  [
    ...(row.columns ?? []).filter((code) => !form.columns.some((column) => column.code === code)),
    ...Object.keys(row.metrics ?? {}).filter((code) => cellIndex(form, row.code, code) < 0),
  ].map((code) =>
    issue(`${path}/columns`, code, {
      zh: '报表没有该列，或该行没有该单元格',
      en: 'the form has no such column, or the row no such cell',
    }),
  );

function ruleIssues(form: ReturnForm, rule: Rule, path: string): Issue[] {
  const columns = rule.columns ?? [undefined];
  // What another form has is looked up when both returns are there: forms change apart from each other.
  const faults = (rule.rows ?? [undefined]).flatMap((row) =>
    columns.flatMap((column) => truthFaults(form, placed(rule.assert, row, column))),
  );
  return [...new Set(faults)].map((found) =>
    issue(path, found, {
      zh: `规则 ${rule.id} 不合语法，或所指单元格不存在`,
      en: `rule ${rule.id} breaks the grammar or names a cell that the form does not have`,
    }),
  );
}

function truthFaults(form: ReturnForm, node: unknown): string[] {
  if (!Array.isArray(node)) return [JSON.stringify(node)];
  const [operator, ...operands] = node as [unknown, ...unknown[]];
  if (operator === 'integer' && operands.length === 1) return numberFaults(form, operands[0]);
  if (COMPARISONS.includes(String(operator))) {
    const known = operands.length === 2 || (operands.length === 3 && operands[2] === 'tolerant');
    if (known) return operands.slice(0, 2).flatMap((operand) => numberFaults(form, operand));
  }
  const wanted = CONNECTIVES[String(operator)];
  const fits = wanted === 0 ? operands.length > 0 : operands.length === wanted;
  if (wanted !== undefined && fits) return operands.flatMap((part) => truthFaults(form, part));
  return [JSON.stringify(node)];
}

function numberFaults(form: ReturnForm | undefined, node: unknown): string[] {
  const fault = [JSON.stringify(node)];
  if (!Array.isArray(node) || !NUMBERS.includes(String(node[0]))) return fault;
  const [operator, ...operands] = node as [string, ...unknown[]];
  const [first, second] = operands.map(String);
  switch (operator) {
    case 'cell':
    case 'distinct':
      return operands.length === 2 && (!form || cellIndex(form, first!, second!) >= 0) ? [] : fault;
    case 'over':
      return operands.length === 2 && ['sum', 'max'].includes(first!)
        ? numberFaults(form, operands[1])
        : fault;
    case 'of':
      return form && operands.length === 2 && namesOther(form, operands[0], operands[1])
        ? []
        : fault;
    case 'const':
      return operands.length === 1 && parseDecimal(first!) ? [] : fault;
    case 'limit':
      return operands.length === 1 && first === 'SINGLE_NAME' ? [] : fault;
    default:
      if (operands.length === 0 || (operator === 'times' && operands.length !== 2)) return fault;
      return operands.flatMap((operand) => numberFaults(form, operand));
  }
}

/** The grammar holds in another form, whatever cells that has; what refers further is not followed. */
const namesOther = (form: ReturnForm, code: unknown, node: unknown): boolean =>
  typeof code === 'string' &&
  code !== form.form &&
  formsIn(node).length === 0 &&
  numberFaults(undefined, node).length === 0;
