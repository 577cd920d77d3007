import { arriving } from '../../data/arriving.ts';
import { csvField } from '@qianfan/cli/text/csv';
import { NO_CELL } from '@qianfan/cli/submit/heads';
import type { Text } from '../../words/text.ts';
import { unitText } from './convert.ts';
import { areasIn, type Draft, type Form, hasAnnex, hasCell, placeAt, valuesOf } from './draft.ts';

export interface SheetNames {
  t: (text: Text) => string;
  /** Of the areas that the form may have a block for, by code. */
  areas: ReadonlyMap<string, string>;
}

/** One field of the file: a number of the grid, or a text that must stay one. */
export interface Field {
  text: string;
  isNumber: boolean;
}

const words = (...texts: string[]): Field[] => texts.map((text) => ({ text, isNumber: false }));

/**
 * The draft as a file that opens in a spreadsheet and is taken again, empty or filled. Codes have names behind them: a
 * spreadsheet would take a bare 1.1 for a number, and a bare period for a date. A form by area has the areas of the
 * draft, or all of them where it has none yet.
 */
export function sheetOf(draft: Draft, form: Form, { t, areas }: SheetNames): Field[][] {
  const values = valuesOf(draft.cells);
  const named = (code: string, name: string | undefined) => (name ? `${code} ${name}` : code);
  const isSplit = form.areas !== null;
  const begun = areasIn(draft);
  const blocks = isSplit ? (begun.length > 0 ? begun : [...areas.keys()]) : [''];
  const annex = draft.borrowers.flatMap(({ enterprise, rows }) =>
    Object.entries(rows).map(([column, of]) => words(enterprise, column, of.join(' '))),
  );
  return [
    words(`# 机构: ${draft.institution}`),
    words(`# 报表: ${draft.form}`),
    words(`# 报告期: ${draft.period}`),
    words(`# 版次: ${draft.revision}`),
    words(`# 币种: ${draft.currency}`),
    words(`# 单位: ${unitText(draft.unit).zh}`),
    words(
      ...(isSplit ? ['区划'] : []),
      '行',
      ...form.columns.map(({ code, name }) => named(code, t(name))),
    ),
    ...blocks.flatMap((area) =>
      form.rows.map((row) => [
        ...words(...(isSplit ? [named(area, areas.get(area))] : []), named(row.code, t(row.name))),
        ...form.columns.map((column): Field => {
          if (!hasCell(row, column)) return { text: NO_CELL, isNumber: false };
          const text = values.get(placeAt(area, row.code, column.code)) ?? '';
          return { text, isNumber: /^-?\d{1,13}(\.\d{1,2})?$/.test(text) };
        }),
      ]),
    ),
    ...(hasAnnex(form) ? [words('企业', '列', '行'), ...annex] : []),
  ];
}

/** With a byte order mark, by which spreadsheet programs know that it is UTF-8. */
export const csvOf = (sheet: readonly (readonly Field[])[]): Blob => {
  const lines = sheet.map((fields) => `${fields.map(({ text }) => csvField(text)).join(',')}\r\n`);
  return new Blob(['\uFEFF', ...lines], { type: 'text/csv;charset=utf-8' });
};

/** The writer of workbooks comes when it is first needed. */
export async function workbookOf(sheet: readonly (readonly Field[])[]): Promise<Blob> {
  const { default: writeXlsxFile } = await arriving(() => import('write-excel-file/universal'));
  const cell = ({ text, isNumber }: Field) => {
    if (text === '') return null;
    return isNumber
      ? { value: Number(text), type: Number, format: text.includes('.') ? '0.00' : '0' }
      : { value: text, type: String };
  };
  return writeXlsxFile(sheet.map((fields) => fields.map(cell))).toBlob();
}
