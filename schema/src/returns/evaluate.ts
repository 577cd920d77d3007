import type { BorrowerAnnex } from '../facts/banks.ts';
import type { Issue, Text } from '../kernel/issue.ts';
import { blocksOf } from './blocks.ts';
import { type Decimal, formatDecimal, parseDecimal } from './decimal.ts';
import {
  cellsIn,
  culprit,
  formsIn,
  namesCells,
  numberOf,
  placed,
  truthOf,
  type Values,
} from './expression.ts';
import type { Comparison, NumberExpression, ReturnForm, Rule, TruthExpression } from './form.ts';
import { cellIndex, distinctBorrowers } from './grid.ts';
import { notationOf, signOf } from './notation.ts';

/** Limits from the register, in yuan (two decimals); a rule that needs an absent one is not judged. */
export interface Limits {
  SINGLE_NAME?: string | undefined;
}

/**
 * A return as rules see it. `cells`: row-major texts in the form's unit, block after block in the order of `areas`, null
 * where a cell is missing or unreadable (structure.ts says so); rules that need such a cell are not judged.
 */
export interface Filed {
  form: ReturnForm;
  cells: readonly (string | null)[];
  areas?: readonly string[];
  annex?: BorrowerAnnex;
}

/**
 * Every rule of the form's pack about this return alone that it breaks, all at once, in the order of the pack.
 * Warnings are among the issues: `refuses` tells what counts.
 */
export function violations(
  form: ReturnForm,
  cells: Filed['cells'],
  annex: BorrowerAnnex,
  limits: Limits,
  areas: readonly string[] = [],
): Issue[] {
  const values = valuesOf({ form, cells, areas, annex }, limits, () => undefined);
  const alone = form.rules.filter(({ assert }) => formsIn(assert).length === 0);
  return alone.flatMap((rule) => broken(rule, values));
}

/** A rule between returns that does not hold, and the other forms that it names. */
export interface Disagreement {
  issue: Issue;
  with: string[];
}

/**
 * Which rules of a return's pack about other returns do not hold; a rule waits until all that it names are there. `side`:
 * the return whose sender is told, by default this one; found is what that sender's cell holds, at its place there.
 */
export const disagreements = (
  filed: Filed,
  other: (form: string) => Filed | undefined,
  side = filed.form.form,
): Disagreement[] =>
  filed.form.rules.flatMap((rule) => {
    const forms = formsIn(rule.assert);
    if (forms.length === 0 || !forms.every(other)) return [];
    const values = valuesOf(filed, {}, other);
    const isTold = (part: NumberExpression): boolean =>
      side === filed.form.form ? formsIn(part).length === 0 : formsIn(part).includes(side);
    return broken(rule, values, isTold).map((issue) => ({ issue, with: forms }));
  });

/** The forms that the rules of a form compare it with. */
export const comparedWith = ({ rules }: ReturnForm): string[] => [
  ...new Set(rules.flatMap(({ assert }) => formsIn(assert))),
];

/** Whether a side of a comparison is of the return whose sender is told. */
type IsTold = (part: NumberExpression) => boolean;

function broken(rule: Rule, values: Values, isTold: IsTold = () => false): Issue[] {
  return placesOf(rule).flatMap(([row, column]) => {
    const assertion = placed(rule.assert, row, column);
    const scopes = namesCells(assertion) ? values.blocks() : [values];
    return scopes.flatMap((scope) =>
      truthOf(assertion, scope) === false
        ? [issueOf(rule, [row, column], culprit(assertion, scope), scope, isTold)]
        : [],
    );
  });
}

type Place = [row: string | undefined, column: string | undefined];

function placesOf(rule: Rule): Place[] {
  const columns = rule.columns ?? [undefined];
  return (rule.rows ?? [undefined]).flatMap((row) => columns.map((column): Place => [row, column]));
}

function valuesOf(
  { form, cells, areas = [], annex }: Filed,
  limits: Limits,
  other: (form: string) => Filed | undefined,
): Values {
  const counts = new Set(form.columns.filter((c) => c.kind !== 'AMOUNT').map(({ code }) => code));
  const distinct = new Map<string, Decimal>();
  const whole: Omit<Values, 'cell' | 'area' | 'blocks'> = {
    distinct: (row, column) => {
      if (!annex) return undefined;
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
    of: (name) => {
      const found = other(name);
      return found && valuesOf(found, {}, () => undefined);
    },
  };
  const blocks = blocksOf(form, areas, cells).map((block): Values => ({
    ...whole,
    area: block.area,
    cell: (row, column) => parseDecimal(block.cells[cellIndex(form, row, column)] ?? ''),
    blocks: () => blocks,
  }));
  if (!form.blocks) return blocks[0]!;
  return { ...whole, area: undefined, cell: () => undefined, blocks: () => blocks };
}

/** 1 万元 = 10,000 yuan. */
function inWanYuan(yuan: string | undefined): Decimal | undefined {
  const value = yuan === undefined ? undefined : parseDecimal(yuan);
  return value && { units: value.units, scale: value.scale + 4 };
}

function issueOf(
  rule: Rule,
  of: Place,
  failed: TruthExpression,
  values: Values,
  isTold: IsTold,
): Issue {
  // The sentence speaks as the rule does; found and expected as the sender sees it.
  const said = sidesOf(failed, values);
  const seen = seenFrom(failed, isTold);
  const [row, column] = (seen && cellNamed(seen[1])) ?? of;
  const { area } = values;
  const fill = (text: string) =>
    text
      .replaceAll('$found', () => said.found)
      .replaceAll('$expected', () => said.expected)
      .replaceAll('$r', () => of[0] ?? '')
      .replaceAll('$c', () => of[1] ?? '');
  const both = ({ zh, en }: Text, where = ''): Text => ({
    zh: where + fill(zh),
    en: where + fill(en),
  });
  const place = [...(area ? [area] : []), row, column].join('/');
  return {
    code: rule.id,
    severity: rule.severity,
    ...(row && column ? { path: `/cells/${place}` } : {}),
    ...(row ? { row } : {}),
    ...(column ? { column } : {}),
    ...(seen ? sidesOf(seen, values) : said),
    message: both(rule.message, area && `${area}: `),
    fix: both(rule.fix),
  };
}

const TURNED = { ge: 'le', le: 'ge', gt: 'lt', lt: 'gt', eq: 'eq' } as const;

/** A comparison whose right side is the sender's, turned round; undefined where it need not be. */
function seenFrom(failed: TruthExpression, isTold: IsTold): Comparison | undefined {
  const turned = TURNED[failed[0] as keyof typeof TURNED];
  if (turned === undefined) return undefined;
  const [, left, right] = failed as Comparison;
  return isTold(right) && !isTold(left) ? [turned, right, left] : undefined;
}

/** The first cell that an expression names. */
function cellNamed(expression: unknown): Place | undefined {
  if (!Array.isArray(expression)) return undefined;
  if (expression[0] === 'cell') return [String(expression[1]), String(expression[2])];
  for (const part of expression) {
    const found = cellNamed(part);
    if (found) return found;
  }
  return undefined;
}

/** What a reader compares: of a comparison its left value and its bound; of anything else its cells and its notation. */
function sidesOf(failed: TruthExpression, values: Values): { found: string; expected: string } {
  const shown = (value: Decimal | undefined, count: boolean) =>
    value ? formatDecimal(value, count ? 0 : 2) : '?';
  const isCount = cellsIn(failed, values).every((cell) => cell.isCount);
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
        found: cellsIn(failed, values)
          .map(({ name, value, isCount: whole }) => `${name} = ${shown(value, whole)}`)
          .join(', '),
        expected: notationOf(failed),
      };
  }
}
