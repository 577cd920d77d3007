import { NO_CELL } from '@qianfan/cli/submit/csv-grid';
import type { Text } from '../../words/text.ts';
import { areasIn, type Draft, type Form, hasAnnex, hasCell, placeAt, valuesOf } from './draft.ts';

export interface SheetNames {
  t: (text: Text) => string;
  /** Of the areas that the form may have a block for, by code. */
  areas: ReadonlyMap<string, string>;
}

/** As a clerk says it; the reader of files knows it. */
const UNITS: Readonly<Record<string, string>> = { WAN_YUAN: '万元', YUAN: '元' };

const field = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * The draft as a file that opens in a spreadsheet and is taken again, empty or filled. Codes have names behind them: a
 * spreadsheet would take a bare 1.1 for a number, and a bare period for a date. A form by area has the areas of the
 * draft, or all of them where it has none yet.
 */
export function sheetOf(draft: Draft, form: Form, { t, areas }: SheetNames): string {
  const values = valuesOf(draft.cells);
  const named = (code: string, name: string | undefined) => (name ? `${code} ${name}` : code);
  const begun = areasIn(draft);
  const blocks = form.areas === null ? [''] : begun.length > 0 ? begun : [...areas.keys()];
  const counted = draft.borrowers.flatMap(({ enterprise, rows }) =>
    Object.entries(rows).map(([column, of]) => [enterprise, column, of.join(' ')]),
  );
  const lines = [
    [`# 机构: ${draft.institution}`],
    [`# 报表: ${draft.form}`],
    [`# 报告期: ${draft.period}`],
    [`# 版次: ${draft.revision}`],
    [`# 币种: ${draft.currency}`],
    [`# 单位: ${UNITS[draft.unit] ?? draft.unit}`],
    [
      ...(form.areas === null ? [] : ['区划']),
      '行',
      ...form.columns.map(({ code, name }) => named(code, t(name))),
    ],
    ...blocks.flatMap((area) =>
      form.rows.map((row) => [
        ...(form.areas === null ? [] : [named(area, areas.get(area))]),
        named(row.code, t(row.name)),
        ...form.columns.map((column) =>
          hasCell(row, column) ? (values.get(placeAt(area, row.code, column.code)) ?? '') : NO_CELL,
        ),
      ]),
    ),
    ...(hasAnnex(form) ? [['企业', '列', '行'], ...counted] : []),
  ];
  // A byte order mark tells spreadsheet programs that it is UTF-8.
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}
