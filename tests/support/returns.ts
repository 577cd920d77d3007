import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Answer, TestSystem } from './system.ts';

const HEADER = { 机构: 'institution', 报表: 'form', 报告期: 'period', 版次: 'revision' } as const;

/** The return in one of the demonstration's example files, told without the command line's own reader. */
export function fromCsv(text: string): SubmitReturn {
  const rows = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const at = (name: string) => rows.findIndex(([first]) => first === name);
  const header = Object.fromEntries(
    rows.flatMap(([name, value]) => (name! in HEADER ? [[HEADER[name as '机构'], value]] : [])),
  ) as Record<(typeof HEADER)[keyof typeof HEADER], string>;
  const cells = rows.slice(at('行') + 1, at('企业'));
  const borrowers = Map.groupBy(rows.slice(at('企业') + 1), ([enterprise]) => enterprise!);
  return {
    ...header,
    revision: Number(header.revision),
    currency: 'CNY',
    unit: 'WAN_YUAN',
    tables: ['MAIN', 'ANNEX'].map((table) => ({ table, reported: true })),
    cells: cells.map(([row, column, value]) => ({ row: row!, column: column!, value: value! })),
    borrowers: [...borrowers].map(([enterprise, lines]) => ({
      enterprise,
      rows: Object.fromEntries(
        lines.map(([, column, list]) => [column!, list!.split(' ').filter(Boolean)]),
      ),
    })),
  };
}

/** Submits a return by the mutation made for it. */
export function byGraphql(
  system: TestSystem,
  as: DemoAccount,
  id: string,
  { borrowers, ...rest }: SubmitReturn,
): Promise<Answer> {
  const input = {
    id,
    ...rest,
    borrowers: borrowers.map(({ enterprise, rows }) => ({
      enterprise,
      counted: Object.entries(rows).map(([column, list]) => ({ column, rows: list })),
    })),
  };
  return system.query(
    `mutation ($input: SubmitReturnInput!) {
      submitReturn(input: $input) {
        status issues { code row column }
        receipt { position knownAt digest hash type }
      }
    }`,
    { input },
    { as },
  );
}
