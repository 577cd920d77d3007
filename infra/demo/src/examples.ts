import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { formatWan, parseWan } from '@qianfan/schema/kernel/money';
import { returnOf } from './returns/submissions.ts';

/** 100 万元 that 九江银行 had left out of its high-tech loans. */
const LEFT_OUT = 100_000_000n;

/** A correction of 九江银行's return of 2024-12, as its clerk would file it after the demonstration. */
function corrected(): SubmitReturn {
  const body = returnOf({
    bank: 'BNK_JJB',
    period: '2024-12',
    revision: 3,
    on: ['2025-02-18', ''],
  });
  const rows = new Set(['1', '1.1', '1.1.1']);
  return {
    ...body,
    cells: body.cells.map((cell) =>
      cell.column === 'D' && rows.has(cell.row)
        ? { ...cell, value: formatWan(parseWan(cell.value)! + LEFT_OUT) }
        : cell,
    ),
  };
}

/** The same with what goes wrong most: bad loans over the balance, a blank cell, a count that the annex does not bear out. */
function mistaken(): SubmitReturn {
  const body = corrected();
  const valueOf = (row: string, column: string) =>
    body.cells.find((cell) => cell.row === row && cell.column === column)!.value;
  return {
    ...body,
    cells: body.cells
      .filter(({ row, column }) => !(row === '1.2.3' && column === 'H'))
      .map((cell) => {
        if (cell.row !== '1.1.2') return cell;
        if (cell.column === 'G')
          return { ...cell, value: `${valueOf('1.1.2', 'D')}`.replace('.', '0.') };
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
      Object.entries(rows).map(([column, codes]) => [enterprise, column, codes.join(' ')]),
    ),
  ];
  return `${lines.map((fields) => fields.join(',')).join('\n')}\n`;
}

/** Files to try the command line with; committed, and compared with this by `npm run check`. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  'infra/demo/examples/tf01-jjb-2024-12.csv': () => csvOf(corrected()),
  'infra/demo/examples/tf01-jjb-2024-12-mistakes.csv': () => csvOf(mistaken()),
};
