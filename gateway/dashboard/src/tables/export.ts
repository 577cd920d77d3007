import { csvField } from '@qianfan/cli/text/csv';
import { arriving } from '../data/arriving.ts';
import type { Sheet } from './sheet.ts';

/** Text that a spreadsheet would take for a formula begins with an apostrophe. */
const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !isNumber(text) ? `'${text}` : text;

const isNumber = (text: string): boolean => /^[+-]?[\d,]+(\.\d+)?%?$/.test(text);

const field = (value: string | number | null): string => {
  if (value === null) return '';
  return csvField(typeof value === 'number' ? String(value) : harmless(value));
};

/** RFC 4180 with a byte order mark, by which spreadsheet programs know that it is UTF-8. */
export function csvOf({ title, about, headers, rows }: Sheet): string {
  const lines = [[title], ...about, [], headers, ...rows];
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

export function saveCsv(sheet: Sheet): void {
  save(
    new Blob([csvOf(sheet)], { type: 'text/csv;charset=utf-8' }),
    `${fileName(sheet.title)}.csv`,
  );
}

/** The writer of workbooks comes when it is first needed. */
export async function saveXlsx({ title, about, headers, rows }: Sheet): Promise<void> {
  const { default: writeXlsxFile } = await arriving(() => import('write-excel-file/universal'));
  const bold = (value: string) => ({ value, fontWeight: 'bold' as const });
  const cell = (value: string | number | null) => (value === null ? null : { value });
  const data = [
    [bold(title)],
    ...about.map(([name, value]) => [bold(name), { value }]),
    [],
    headers.map(bold),
    ...rows.map((row) => row.map(cell)),
  ];
  save(await writeXlsxFile(data).toBlob(), `${fileName(title)}.xlsx`);
}

const fileName = (title: string): string => title.replaceAll(/[\\/:*?"<>|\s]+/g, '_');

/** As a file of this name. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
