import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { formatWan, parseWan } from '@qianfan/schema/kernel/money';
import { DEFAULT_SCALE } from './play.ts';
import { provinceCommands } from './province/province.ts';

/** 30 万元 that the bank had left out of its high-tech loans: its published balance of 188.01 亿元 stays what it is. */
const LEFT_OUT = 30_000_000n;

/** The next revision of a return, with more lent to high-tech enterprises (in fen), as the bank's clerk would file it. */
export function corrected(body: SubmitReturn, more: bigint): SubmitReturn {
  const rows = new Set(['ALL', '1', '1.1', '1.1.1']);
  return {
    ...body,
    revision: body.revision + 1,
    cells: body.cells.map((cell) =>
      cell.column === 'D' && rows.has(cell.row)
        ? { ...cell, value: formatWan(parseWan(cell.value)! + more) }
        : cell,
    ),
  };
}

/** The same with what goes wrong most: bad loans over the balance, a blank cell, a count that the annex does not bear out. */
function mistaken(body: SubmitReturn): SubmitReturn {
  const balance = body.cells.find(({ row, column }) => row === '1.1.2' && column === 'D')!.value;
  return {
    ...body,
    cells: body.cells
      .filter(({ row, column }) => !(row === '1.2.3' && column === 'H'))
      .map((cell) => {
        if (cell.row !== '1.1.2') return cell;
        if (cell.column === 'G') return { ...cell, value: balance.replace('.', '0.') };
        if (cell.column === 'C') return { ...cell, value: String(Number(cell.value) + 1) };
        return cell;
      }),
  };
}

/** As a spreadsheet program saves it; the command line reads it (`gateway/cli`). */
function csvOf(body: SubmitReturn): string {
  const lines = [
    ['机构', body.institution],
    ['报表', body.form],
    ['报告期', body.period],
    ['版次', String(body.revision)],
    ['币种', '人民币'],
    ['单位', '万元'],
    ['行', '列', '值'],
    ...body.cells.map(({ row, column, value }) => [row, column, value]),
    ['企业', '列', '行'],
    ...body.borrowers.flatMap(({ enterprise, rows }) =>
      // A line says something: who is in no row of a column is not named for it.
      Object.entries(rows)
        .filter(([, codes]) => codes.length > 0)
        .map(([column, codes]) => [enterprise, column, codes.join(' ')]),
    ),
  ];
  return `${lines.map((fields) => fields.join(',')).join('\n')}\n`;
}

/** A correction of a bank's latest revision, and the same with three mistakes, as files of the command line. */
export function clerksFiles(latest: SubmitReturn): { right: string; mistakes: string } {
  const right = corrected(latest, LEFT_OUT);
  return { right: csvOf(right), mistakes: csvOf(mistaken(right)) };
}

/** Of what 九江银行 filed last for 2024-12. */
function filesOfJiujiang() {
  const filed = provinceCommands({ scale: DEFAULT_SCALE }).filter(({ id }) =>
    id.startsWith('demo:return:TF01:BNK_JJB:2024-12:'),
  );
  return clerksFiles(filed.at(-1)!.body as SubmitReturn);
}

/** Files to try the command line with; committed, and compared with this by `npm run check`. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  'infra/demo/examples/tf01-jjb-2024-12.csv': () => filesOfJiujiang().right,
  'infra/demo/examples/tf01-jjb-2024-12-mistakes.csv': () => filesOfJiujiang().mistakes,
};
