import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Text } from '@qianfan/schema/kernel/issue';
import { parsePeriod } from '@qianfan/schema/kernel/period';
import { parse } from 'csv-parse/sync';
import { type Failure, usage } from '../failure.ts';

/** Header lines of a return in CSV, by what may stand in the first column. */
const FIELDS: Record<
  string,
  'institution' | 'form' | 'period' | 'revision' | 'currency' | 'unit' | 'tables'
> = {
  institution: 'institution',
  机构: 'institution',
  form: 'form',
  报表: 'form',
  period: 'period',
  报告期: 'period',
  revision: 'revision',
  版次: 'revision',
  currency: 'currency',
  币种: 'currency',
  unit: 'unit',
  单位: 'unit',
  tables: 'tables',
  表: 'tables',
};

const CURRENCIES: Record<string, string> = { 人民币: 'CNY' };
const UNITS: Record<string, string> = { 万元: 'WAN_YUAN', 元: 'YUAN' };

/** What a file must look like, for whoever sends another. */
const SHAPE: Text = {
  zh: '表头为 机构、报表、报告期、版次（每行一项，半角逗号分隔），其后为 行,列,值（分地区的表为 区划,行,列,值）与 企业,列,行；见 gateway/cli/README.md。',
  en: 'Header lines are institution, form, period, revision (one a line, commas between), then row,column,value (area,row,column,value in a form by area) and enterprise,column,rows: see gateway/cli/README.md.',
};

const wrongLine = (line: number, zh: string, en: string, fix?: Text): Failure =>
  usage(`CSV 第 ${line} 行：${zh}`, `CSV line ${line}: ${en}`, fix);

type Section = 'HEADER' | 'CELLS' | 'AREA_CELLS' | 'BORROWERS';

const WIDTH = { HEADER: Infinity, CELLS: 3, AREA_CELLS: 4, BORROWERS: 3 };

const NUMBERS: Record<number, Text> = { 3: { zh: '三', en: 'three' }, 4: { zh: '四', en: 'four' } };

const sectionOf = (fields: readonly string[]): Section | undefined => {
  const all = fields.slice(0, 4).join();
  if (all === 'area,row,column,value' || all === '区划,行,列,值') return 'AREA_CELLS';
  const head = fields.slice(0, 3).join();
  if (head === 'row,column,value' || head === '行,列,值') return 'CELLS';
  if (head === 'enterprise,column,rows' || head === '企业,列,行') return 'BORROWERS';
  return undefined;
};

interface Line {
  record: string[];
  info: { lines: number };
}

/**
 * A return as a spreadsheet program saves it. Header lines (`form,TF01` or `# form: TF01`, Chinese names as well), then
 * `row,column,value` and the cells (`area,row,column,value` in a form that is split by area), then `enterprise,column,rows` and the borrower annex with its rows apart by spaces.
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
    checkWidth(fields, WIDTH[begins ?? section], info.lines);
    if (begins) {
      section = begins;
      annexed ||= begins === 'BORROWERS';
      continue;
    }
    const [first = '', second = '', third = '', fourth = ''] = fields;
    if (section === 'HEADER') readHeader(header, fields, info.lines);
    else if (section === 'CELLS') cells.push({ row: first, column: second, value: third });
    else if (section === 'AREA_CELLS') {
      cells.push({ area: first, row: second, column: third, value: fourth });
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
    throw usage(
      `CSV 第 ${lines ?? '?'} 行有误：${message}`,
      `CSV line ${lines ?? '?'}: ${message}`,
    );
  }
}

/** A thousands separator makes two fields of one number: a part of it must not pass for the whole. */
function checkWidth(fields: readonly string[], width: number, line: number): void {
  if (fields.slice(width).every((field) => field === '')) return;
  const text = fields.join(',');
  const { zh, en } = NUMBERS[width]!;
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

function readHeader(header: Map<string, string>, fields: readonly string[], line: number): void {
  const [, inline, value] = /^#?\s*([^:：]+?)\s*[:：]\s*(.*)$/.exec(fields[0] ?? '') ?? [];
  const name = (inline ?? fields[0] ?? '').replace(/^#\s*/, '');
  const field = FIELDS[name] ?? FIELDS[name.toLowerCase()];
  if (field) header.set(field, value ?? fields[1] ?? '');
  else if (!fields[0]?.startsWith('#')) {
    throw wrongLine(line, `未知的表头项“${name}”`, `no such header: ${name}`, SHAPE);
  }
}

const NEEDED = ['institution', 'form', 'period', 'revision'] as const;
const CHINESE = { institution: '机构', form: '报表', period: '报告期', revision: '版次' };

function assemble(
  header: ReadonlyMap<string, string>,
  cells: SubmitReturn['cells'],
  borrowers: SubmitReturn['borrowers'] | undefined,
): SubmitReturn {
  const missing = NEEDED.filter((name) => !header.get(name));
  if (missing.length > 0) {
    const names = missing.map((name) => CHINESE[name]).join('、');
    throw usage(
      `CSV 缺少表头项：${names}`,
      `the CSV lacks header lines: ${missing.join(', ')}`,
      SHAPE,
    );
  }
  const [institution, form, period, stated] = NEEDED.map((name) => header.get(name)!);
  if (!parsePeriod(period!)) {
    throw usage(
      `报告期须如 2024-12、2024-Q4 或 2024：${period}`,
      `the period is written 2024-12, 2024-Q4 or 2024, not ${period}`,
    );
  }
  const revision = Number(stated);
  if (!Number.isSafeInteger(revision) || revision < 1) {
    throw usage(
      `版次须为 1 起的整数：${stated}`,
      `revision is a whole number from 1, not ${stated}`,
      {
        zh: '首次报送填 1，更正填当前版次加 1（qianfan status 可查）。',
        en: 'The first is 1, a correction the present one plus 1: see qianfan status.',
      },
    );
  }
  const currency = header.get('currency') || 'CNY';
  const unit = header.get('unit') || 'WAN_YUAN';
  const reported = header.get('tables')?.split(/[\s;；、]+/) ?? [
    'MAIN',
    ...(borrowers ? ['ANNEX'] : []),
  ];
  return {
    institution: institution!,
    form: form!,
    period: period!,
    revision,
    currency: CURRENCIES[currency] ?? currency,
    unit: UNITS[unit] ?? unit,
    tables: reported.filter(Boolean).map((table) => ({ table, reported: true })),
    cells,
    borrowers: borrowers ?? [],
  };
}
