import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { parse } from 'csv-parse/sync';
import { usage } from '../failure.ts';

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

type Section = 'HEADER' | 'CELLS' | 'BORROWERS';

const sectionOf = (fields: readonly string[]): Section | undefined => {
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
 * `row,column,value` and the cells, then `enterprise,column,rows` and the borrower annex with its rows apart by spaces.
 */
export function parseReturnCsv(text: string): SubmitReturn {
  const header = new Map<string, string>();
  const cells: SubmitReturn['cells'] = [];
  const borrowers = new Map<string, SubmitReturn['borrowers'][number]>();
  let section: Section = 'HEADER';

  for (const { record, info } of linesOf(text)) {
    const fields = record.map((field) => field.trim());
    if (fields.every((field) => field === '')) continue;
    const begins = sectionOf(fields);
    if (begins) {
      section = begins;
      continue;
    }
    const [first = '', second = '', third = ''] = fields;
    if (section === 'HEADER') readHeader(header, fields, info.lines);
    else if (section === 'CELLS') cells.push({ row: first, column: second, value: third });
    else {
      const borrower = borrowers.get(first) ?? { enterprise: first, rows: {} };
      borrowers.set(first, borrower);
      borrower.rows[second] = [
        ...(borrower.rows[second] ?? []),
        ...third.split(/[\s;；、]+/).filter(Boolean),
      ];
    }
  }
  return assemble(header, cells, [...borrowers.values()]);
}

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

function readHeader(header: Map<string, string>, fields: readonly string[], line: number): void {
  const [, inline, value] = /^#?\s*([^:：]+?)\s*[:：]\s*(.*)$/.exec(fields[0] ?? '') ?? [];
  const name = (inline ?? fields[0] ?? '').replace(/^#\s*/, '');
  const field = FIELDS[name] ?? FIELDS[name.toLowerCase()];
  if (field) header.set(field, value ?? fields[1] ?? '');
  else if (!fields[0]?.startsWith('#')) {
    throw usage(
      `CSV 第 ${line} 行：未知的表头项“${name}”`,
      `CSV line ${line}: no such header: ${name}`,
    );
  }
}

const NEEDED = ['institution', 'form', 'period', 'revision'] as const;

function assemble(
  header: ReadonlyMap<string, string>,
  cells: SubmitReturn['cells'],
  borrowers: SubmitReturn['borrowers'],
): SubmitReturn {
  const missing = NEEDED.filter((name) => !header.get(name)).join(', ');
  if (missing) throw usage(`CSV 缺少表头项：${missing}`, `the CSV lacks header lines: ${missing}`);
  const [institution, form, period, stated] = NEEDED.map((name) => header.get(name)!);
  const revision = Number(stated);
  if (!Number.isSafeInteger(revision))
    throw usage('版次必须是整数', 'revision must be a whole number');
  const currency = header.get('currency') || 'CNY';
  const unit = header.get('unit') || 'WAN_YUAN';
  const reported = header.get('tables')?.split(/[\s;；、]+/) ?? [
    'MAIN',
    ...(borrowers.length > 0 ? ['ANNEX'] : []),
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
    borrowers,
  };
}
