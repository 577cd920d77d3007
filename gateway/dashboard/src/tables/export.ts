import { csvField } from '@qianfan/cli/text/csv';
import { arriving } from '../data/arriving.ts';
import { exactAs } from '../figures/measure.ts';
import type { Sheet, SheetCell } from './sheet.ts';

/** Text that a spreadsheet would take for a formula begins with an apostrophe. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function field({ as, value, why = '' }: SheetCell): string {
  if (value === null) return csvField(harmless(why));
  const text = exactAs(as, value);
  return csvField(as.kind === 'NUMBER' && isDecimal(text) ? text : harmless(text));
}

const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** RFC 4180 with a byte order mark, by which spreadsheet programs know that it is UTF-8. */
export function csvOf({ title, about, headings, rows, total }: Sheet): string {
  const texts = [[title], ...about, [], headings].map((line) =>
    line.map((text) => csvField(harmless(text))),
  );
  const cells = [...rows, ...(total ? [total] : [])].map((line) => line.map(field));
  return `\uFEFF${[...texts, ...cells].map((line) => line.join(',')).join('\r\n')}\r\n`;
}

export function saveCsv(sheet: Sheet): void {
  save(new Blob([csvOf(sheet)], { type: 'text/csv;charset=utf-8' }), `${fileName(sheet.name)}.csv`);
}

/** The writer of workbooks comes when it is first needed. */
export async function saveXlsx(sheets: readonly Sheet[], name: string): Promise<void> {
  const { workbookOf } = await arriving(() => import('./workbook.ts'));
  save(await workbookOf(sheets), `${fileName(name)}.xlsx`);
}

/** Long enough for a figure with its bank and period, short enough for every disk. */
const LONGEST = 100;

const fileName = (name: string): string =>
  name.replaceAll(/[\\/:*?"<>|\s·→]+/g, '_').slice(0, LONGEST);

/** As a file of this name. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
