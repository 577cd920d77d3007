import { csvField } from '../text/csv.ts';

/** A number as a spreadsheet shows it: it keeps seventeen digits of what has fifteen. */
const numberText = (text: string): string => String(Number(Number(text).toPrecision(15)));

/** A cell as text; a date, which a spreadsheet makes of a period, as `2024-12-01`. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null ? '' : String(value);
}

/**
 * The first sheet of a workbook (.xlsx) as CSV, line for row. The reader comes when it is first needed.
 * @throws where the bytes are no workbook
 */
export async function workbookCsv(bytes: Uint8Array): Promise<string> {
  const { readSheet } = await import('read-excel-file/universal');
  const rows = await readSheet(new Blob([Uint8Array.from(bytes)]), { parseNumber: numberText });
  return rows
    .map((cells) => {
      const texts = cells.map(textOf);
      return texts
        .slice(0, texts.findLastIndex((text) => text !== '') + 1)
        .map(csvField)
        .join(',');
    })
    .join('\n');
}
