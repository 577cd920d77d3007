import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Text } from '@qianfan/schema/kernel/issue';
import { parsePeriod } from '@qianfan/schema/kernel/period';
import { type Failure, usage } from '../failure.ts';
import { periodAgain } from './spreadsheet.ts';

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
  zh: '表头为 机构、报表、报告期、版次（每行一项，半角逗号分隔），其后为 行,列,值（分地区的表为 区划,行,列,值）与 企业,列,行；页面“本机构报送”可下载填好表头的文件。',
  en: 'Header lines are institution, form, period, revision (one a line, commas between), then row,column,value (area,row,column,value in a form by area) and enterprise,column,rows; the page gives a file that has them.',
};

/** What is wrong with a line of the file, and what helps. */
export const wrongLine = (line: number, zh: string, en: string, fix?: Text): Failure =>
  usage(`第 ${line} 行：${zh}`, `line ${line}: ${en}`, fix);

/** One header line: `form,TF01` or `# form: TF01`. */
export function readHeader(
  header: Map<string, string>,
  fields: readonly string[],
  line: number,
): void {
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

/** The whole return; what its header lacks is told at once. */
export function assemble(
  header: ReadonlyMap<string, string>,
  cells: SubmitReturn['cells'],
  borrowers: SubmitReturn['borrowers'] | undefined,
): SubmitReturn {
  const missing = NEEDED.filter((name) => !header.get(name));
  if (missing.length > 0) {
    const names = missing.map((name) => CHINESE[name]).join('、');
    throw usage(
      `文件缺少表头项：${names}`,
      `the file lacks header lines: ${missing.join(', ')}`,
      SHAPE,
    );
  }
  const [institution, form, said, stated] = NEEDED.map((name) => header.get(name)!);
  const period = periodAgain(said!);
  if (!parsePeriod(period)) {
    throw usage(
      `报告期须如 2024-12、2024-Q4 或 2024：${said}`,
      `the period is written 2024-12, 2024-Q4 or 2024, not ${said}`,
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
    period,
    revision,
    currency: CURRENCIES[currency] ?? currency,
    unit: UNITS[unit] ?? unit,
    tables: reported.filter(Boolean).map((table) => ({ table, reported: true })),
    cells,
    borrowers: borrowers ?? [],
  };
}
