import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { CsvError, parse } from 'csv-parse/sync';
import { unreadable } from './fault.ts';
import { headOf } from './heads.ts';
import { MOST } from './limits.ts';
import { readSheets } from './return.ts';
import type { Line, Sheet } from './sheet.ts';

/** What stands between fields: that of a comma is tried first, so that a text without a head is judged by it. */
const SEPARATORS = [',', '\t', ';'];

/** A text file as the sheet that a spreadsheet program shows of it; by the separator with which its head is one. */
export function sheetOfText(text: string): Sheet {
  const plain = text.replace(/^\uFEFF/, '');
  if ((plain.match(/\n/g)?.length ?? 0) > MOST.rows) {
    throw unreadable('FILE_TOO_LARGE', {
      what: { zh: `多于 ${MOST.rows} 行`, en: `more than ${MOST.rows} lines` },
    });
  }
  const [, stated] = /^sep=([,;\t])\r?\n/i.exec(plain) ?? [];
  if (stated) return linesOf(plain, stated, 1);
  const hasHead = ({ lines }: Sheet) => lines.some((line) => headOf(line) !== undefined);
  for (const separator of SEPARATORS) {
    if (separator !== ',' && !plain.includes(separator)) continue;
    const sheet = parsed(plain, separator);
    if (sheet && hasHead(sheet)) return sheet;
  }
  return linesOf(plain, ',');
}

function parsed(text: string, separator: string): Sheet | undefined {
  try {
    return linesOf(text, separator);
  } catch {
    return undefined;
  }
}

function linesOf(text: string, delimiter: string, from = 0): Sheet {
  let records: string[][];
  try {
    records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable('QUOTE_STRAY', {}, { sheet: { lines: [] }, at: openingIn(text, error) });
  }
  const lines = records.flatMap((record, row): Line[] => {
    const cells = record.flatMap((field, column) => {
      const shown = field.trim();
      return shown === '' ? [] : [{ row, column, text: shown }];
    });
    const greedy = cells.find(({ text: field }) => swallows(field, delimiter));
    if (greedy) throw unreadable('QUOTE_STRAY', {}, { sheet: { lines: [] }, at: greedy });
    const outside = cells.find(({ column }) => column >= MOST.columns);
    if (outside) throw tooFar(outside);
    return cells.length === 0 || row < from ? [] : [{ row, cells, fields: record.length }];
  });
  return { lines };
}

/**
 * Where the quote stands at which a parser gave up: not where it noticed, which for one that nothing closes is the end of the
 * file. It has read so many bytes until there.
 */
function openingIn(text: string, { bytes, column }: CsvError): { row: number; column: number } {
  const before = new TextDecoder().decode(
    new TextEncoder().encode(text).subarray(0, Number(bytes)),
  );
  return { row: before.split(/\r\n|\n|\r/).length - 1, column: Number(column) };
}

/** Text within one pair of quotes that holds lines of the table: a quote too many has made one field of them. */
const swallows = (field: string, delimiter: string): boolean =>
  field
    .split('\n')
    .slice(1)
    .some((line) => line.includes(delimiter) && /\d/.test(line));

const tooFar = (at: { row: number; column: number }) =>
  unreadable(
    'FILE_TOO_LARGE',
    {
      what: { zh: `第 ${MOST.columns} 列之外有内容`, en: `content beyond column ${MOST.columns}` },
    },
    { sheet: { lines: [] }, at },
  );

/**
 * A return as a spreadsheet program saves it. Header lines (`form,TF01` or `# form: TF01`, Chinese names as well), then
 * `row,column,value` and the cells (`area,row,column,value` in a form that is split by area), or the whole grid as it is
 * printed; then `enterprise,column,rows` and the borrower annex with its rows apart by spaces.
 */
export const parseReturnCsv = (text: string): SubmitReturn => readSheets([sheetOfText(text)]);
