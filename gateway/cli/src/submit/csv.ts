import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Text } from '@qianfan/schema/kernel/issue';
import { parse } from 'csv-parse/sync';
import { type Failure, usage } from '../failure.ts';
import { assemble, readHeader, wrongLine } from './csv-header.ts';
import { gridCells, type GridHead, gridHead } from './csv-grid.ts';
import { plainNumber } from './spreadsheet.ts';

type Section = 'HEADER' | 'CELLS' | 'AREA_CELLS' | 'BORROWERS' | GridHead;

const WIDTH = { HEADER: Infinity, CELLS: 3, AREA_CELLS: 4, BORROWERS: 3 };

const NUMBERS: Record<number, Text> = { 3: { zh: '三', en: 'three' }, 4: { zh: '四', en: 'four' } };

const sectionOf = (fields: readonly string[]): Section | undefined => {
  const all = fields.slice(0, 4).join();
  if (all === 'area,row,column,value' || all === '区划,行,列,值') return 'AREA_CELLS';
  const head = fields.slice(0, 3).join();
  if (head === 'row,column,value' || head === '行,列,值') return 'CELLS';
  if (head === 'enterprise,column,rows' || head === '企业,列,行') return 'BORROWERS';
  return gridHead(fields);
};

interface Line {
  record: string[];
  info: { lines: number };
}

/**
 * A return as a spreadsheet program saves it. Header lines (`form,TF01` or `# form: TF01`, Chinese names as well), then
 * `row,column,value` and the cells (`area,row,column,value` in a form that is split by area), or the whole grid as it is
 * printed; then `enterprise,column,rows` and the borrower annex with its rows apart by spaces.
 */
export function parseReturnCsv(text: string): SubmitReturn {
  const header = new Map<string, string>();
  const cells: SubmitReturn['cells'] = [];
  const borrowers = new Map<string, Map<string, string[]>>();
  let section: Section = 'HEADER';
  let annexed = false;

  for (const { record, info } of linesOf(text)) {
    const fields = record.map((field) => field.trim());
    if (fields.every((field) => field === '')) continue;
    const begins = sectionOf(fields);
    checkWidth(fields, begins ?? section, info.lines);
    if (begins) {
      section = begins;
      annexed ||= begins === 'BORROWERS';
      continue;
    }
    const [first = '', second = '', third = '', fourth = ''] = fields;
    if (section === 'HEADER') readHeader(header, fields, info.lines);
    else if (section === 'CELLS') {
      cells.push({ row: first, column: second, value: plainNumber(third) });
    } else if (section === 'AREA_CELLS') {
      cells.push({ area: first, row: second, column: third, value: plainNumber(fourth) });
    } else if (section !== 'BORROWERS') {
      cells.push(...gridCells(section, fields));
    } else {
      const rowsByColumn = borrowers.get(first) ?? new Map<string, string[]>();
      borrowers.set(first, rowsByColumn);
      if (rowsByColumn.has(second)) throw annexTwice(first, second, info.lines);
      rowsByColumn.set(second, third.split(/[\s;；、]+/).filter(Boolean));
    }
  }
  return assemble(header, cells, annexed ? borrowersOf(borrowers) : undefined);
}

const borrowersOf = (
  borrowers: ReadonlyMap<string, ReadonlyMap<string, string[]>>,
): SubmitReturn['borrowers'] =>
  // A column may have any name, that of a prototype included: entries become properties of their own.
  [...borrowers].map(([enterprise, rows]) => ({ enterprise, rows: Object.fromEntries(rows) }));

function linesOf(text: string): Line[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    throw usage(`第 ${lines ?? '?'} 行有误：${message}`, `line ${lines ?? '?'}: ${message}`);
  }
}

/** A thousands separator makes two fields of one number: a part of it must not pass for the whole. */
function checkWidth(fields: readonly string[], section: Section, line: number): void {
  const isGrid = typeof section !== 'string';
  const width = isGrid ? section.width : WIDTH[section];
  // Between blanks of a grid such a part would have a place of its own.
  const isWithin = isGrid ? fields.length <= width : fields.slice(width).every((it) => it === '');
  if (isWithin) return;
  const text = fields.join(',');
  const { zh, en } = NUMBERS[width] ?? { zh: String(width), en: String(width) };
  throw wrongLine(line, `多于${zh}列：${text}`, `more than ${en} columns: ${text}`, {
    zh: '金额不要用千分位逗号，附表的多个行号之间用空格。',
    en: 'Write amounts without thousands separators, and spaces between the rows of the annex.',
  });
}

const annexTwice = (enterprise: string, column: string, line: number): Failure =>
  wrongLine(
    line,
    `附表中企业 ${enterprise} 的 ${column} 列重复`,
    `the annex names column ${column} of ${enterprise} twice`,
    {
      zh: '每户企业每列只写一行，多个行号之间用空格。',
      en: 'Give each enterprise one line a column, with spaces between its rows.',
    },
  );
