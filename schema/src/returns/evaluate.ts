import type { BorrowerAnnex } from '../facts/banks.ts';
import type { Issue, Text } from '../kernel/issue.ts';
import { type Decimal, formatDecimal, parseDecimal } from './decimal.ts';
import { cellsIn, culprit, numberOf, placed, truthOf, type Values } from './expression.ts';
import type { ReturnForm, Rule, TruthExpression } from './form.ts';
import { cellIndex, distinctBorrowers } from './grid.ts';
import { notationOf, signOf } from './notation.ts';

/** Limits from the register, in yuan (two decimals); a rule that needs an absent one is not judged. */
export interface Limits {
  SINGLE_NAME?: string | undefined;
}

/**
 * Every rule of the form's pack that a return breaks, all at once, in the order of the pack.
 * `cells`: row-major texts in the form's unit, null where a cell is missing or unreadable (structure.ts says so);
 * rules that need such a cell are not judged. Warnings are among the issues: `refuses` tells what counts.
 */
export function violations(
  form: ReturnForm,
  cells: readonly (string | null)[],
  annex: BorrowerAnnex,
  limits: Limits,
): Issue[] {
  const values = valuesOf(form, cells, annex, limits);
  return form.rules.flatMap((rule) =>
    placesOf(rule).flatMap(([row, column]) => {
      const assertion = placed(rule.assert, row, column);
      if (truthOf(assertion, values) !== false) return [];
      return [issueOf(rule, row, column, culprit(assertion, values), values)];
    }),
  );
}

type Place = [row: string | undefined, column: string | undefined];

function placesOf(rule: Rule): Place[] {
  const columns = rule.columns ?? [undefined];
  return (rule.rows ?? [undefined]).flatMap((row) => columns.map((column): Place => [row, column]));
}

function valuesOf(
  form: ReturnForm,
  cells: readonly (string | null)[],
  annex: BorrowerAnnex,
  limits: Limits,
): Values {
  const counts = new Set(form.columns.filter((c) => c.kind === 'COUNT').map(({ code }) => code));
  const distinct = new Map<string, Decimal>();
  return {
    cell: (row, column) => parseDecimal(cells[cellIndex(form, row, column)] ?? ''),
    distinct: (row, column) => {
      const place = `${row}/${column}`;
      const known = distinct.get(place) ?? {
        units: BigInt(distinctBorrowers(form, annex, row, column)),
        scale: 0,
      };
      distinct.set(place, known);
      return known;
    },
    limit: (name) => inWanYuan(limits[name]),
    isCount: (column) => counts.has(column),
  };
}

/** 1 万元 = 10,000 yuan. */
function inWanYuan(yuan: string | undefined): Decimal | undefined {
  const value = yuan === undefined ? undefined : parseDecimal(yuan);
  return value && { units: value.units, scale: value.scale + 4 };
}

function issueOf(
  rule: Rule,
  row: string | undefined,
  column: string | undefined,
  failed: TruthExpression,
  values: Values,
): Issue {
  const { found, expected } = sidesOf(failed, values);
  const fill = (text: string) =>
    text
      .replaceAll('$found', () => found)
      .replaceAll('$expected', () => expected)
      .replaceAll('$r', () => row ?? '')
      .replaceAll('$c', () => column ?? '');
  const both = ({ zh, en }: Text): Text => ({ zh: fill(zh), en: fill(en) });
  return {
    code: rule.id,
    severity: rule.severity,
    ...(row && column ? { path: `/cells/${row}/${column}` } : {}),
    ...(row ? { row } : {}),
    ...(column ? { column } : {}),
    found,
    expected,
    message: both(rule.message),
    fix: both(rule.fix),
  };
}

/** What a reader compares: of a comparison its left value and its bound; of anything else its cells and its notation. */
function sidesOf(failed: TruthExpression, values: Values): { found: string; expected: string } {
  const shown = (value: Decimal | undefined, count: boolean) =>
    value ? formatDecimal(value, count ? 0 : 2) : '?';
  const isCount = cellsIn(failed).every(([, column]) => values.isCount(column));
  switch (failed[0]) {
    case 'ge':
    case 'le':
    case 'gt':
    case 'lt':
    case 'eq':
      return {
        found: shown(numberOf(failed[1], values), isCount),
        expected: `${signOf(failed[0])} ${shown(numberOf(failed[2], values), isCount)}`,
      };
    default:
      return {
        found: cellsIn(failed)
          .map(([row, column]) => {
            const value = values.cell(row, column);
            return `${row}/${column} = ${shown(value, values.isCount(column))}`;
          })
          .join(', '),
        expected: notationOf(failed),
      };
  }
}
