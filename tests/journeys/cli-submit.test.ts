import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validTf01 } from '@qianfan/demo/returns/sample';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

const JJB = { institution: 'BNK_JJB', period: '2024-12', revision: 3 };

/** The same return with some cells as a person in a hurry would have typed them. */
const typed = (body: SubmitReturn, cells: Record<string, string>): SubmitReturn => ({
  ...body,
  cells: body.cells.map((cell) => ({
    ...cell,
    value: cells[`${cell.row}/${cell.column}`] ?? cell.value,
  })),
});

const valueOf = (body: SubmitReturn, row: string, column: string): number =>
  Number(body.cells.find((cell) => cell.row === row && cell.column === column)!.value);

/** As a spreadsheet program saves it. */
function csvOf(body: SubmitReturn): string {
  const lines = [
    `机构,${body.institution},`,
    `报表,${body.form},`,
    `报告期,${body.period},`,
    `版次,${body.revision},`,
    `单位,万元,`,
    '行,列,值',
    ...body.cells.map(({ row, column, value }) => `${row},${column},${value}`),
    '企业,列,行',
    ...body.borrowers.flatMap(({ enterprise, rows }) =>
      Object.entries(rows).map(([column, list]) => `${enterprise},${column},${list.join(' ')}`),
    ),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

describe('a bank at its command line', () => {
  let system: TestSystem;
  let folder: string;
  const jjb = (argv: string[], stdin = '') => qianfan(system, ['--account', 'jjb', ...argv], stdin);
  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianfan-submit-'));
    system = await startSystem();
  });
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true });
  });

  const right = validTf01(JJB);
  /** Parts added up where a firm is in several; a part above its whole; a loan without a borrower. */
  const wrong = typed(right, {
    '1.1/C': String(
      ['1.1.1', '1.1.2', '1.1.3', '1.1.4', '1.1.5', '1.1.6'].reduce(
        (sum, row) => sum + valueOf(right, row, 'C'),
        0,
      ),
    ),
    '1.1.1/F': `${valueOf(right, '1.1.1', 'D') + 1}.00`,
    '1.2.1/A': '0',
  });

  it('is told every mistake at once, and what to do about each', async () => {
    const path = await file('wrong.json', JSON.stringify(wrong));
    const { exit, stdout } = await jjb(['submit', path]);
    expect(exit).toBe(3);
    for (const rule of ['V-02', 'V-03', 'V-04']) expect(stdout).toContain(rule);
    expect(stdout).toContain('1.1.1 × F');
    const { json } = await jjb(['--json', 'submit', path]);
    const [outcome] = json().outcomes;
    expect(outcome).toMatchObject({
      status: 'REFUSED',
      receipt: { type: 'banks.ReturnRefused.v1' },
    });
    for (const issue of outcome.issues) {
      expect(issue).toMatchObject({
        message: { zh: expect.any(String) },
        fix: { en: expect.any(String) },
      });
    }
  });

  it('I4 gets one receipt for one return, from CSV, JSON, stdin and GraphQL', async () => {
    const csv = await file('right.csv', csvOf(right));
    const first = await jjb(['--json', 'submit', csv]);
    expect({ exit: first.exit, stderr: first.stderr }).toEqual({ exit: 0, stderr: '' });
    const { receipt } = first.json().outcomes[0];
    expect(receipt.position).toMatch(/^banks\/\d+\/\d+$/);

    const again = await jjb(['--json', 'submit', csv]);
    expect(again.json()).toEqual(first.json());
    const stdin = await jjb(['--json', 'submit', '-'], JSON.stringify(right));
    expect(stdin.json().outcomes[0].receipt).toEqual(receipt);
    const { borrowers, ...rest } = right;
    const input = {
      id: 'by-graphql',
      ...rest,
      borrowers: borrowers.map(({ enterprise, rows }) => ({
        enterprise,
        counted: Object.entries(rows).map(([column, leaves]) => ({ column, rows: leaves })),
      })),
    };
    const { data } = await system.query(
      `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { receipt { position hash } } }`,
      { input },
      { as: 'jjb' },
    );
    expect(data.submitReturn.receipt).toEqual({ position: receipt.position, hash: receipt.hash });
  });

  it('sees its revision at once, and the one before at an earlier instant', async () => {
    const path = await file('right.csv', csvOf(right));
    const { receipt } = (await jjb(['--json', 'submit', path])).json().outcomes[0];
    await system.query('{ __schema { __typename } }', {}, { as: 'jjb', minCut: receipt.knownAt });
    const about = ['--json', 'status', '--form', 'TF01', '--period', '2024-12'];
    const now = (await jjb(about)).json();
    expect(now.submissions).toMatchObject([
      { institution: { code: 'BNK_JJB' }, revision: 3, late: false, position: receipt.position },
    ]);
    expect(now.reportingPeriod).toMatchObject({
      scope: 'OWN',
      filers: [{ institution: { code: 'BNK_JJB' }, status: 'ON_TIME' }],
    });
    const then = (await jjb([...about, '--as-of', '2025-01-31'])).json();
    expect(then.submissions).toMatchObject([{ revision: 1 }]);
    const text = await jjb(['status']);
    expect(text.stdout).toContain(receipt.position);
  });

  it('is not told of another bank, and cannot speak for it', async () => {
    const other = await jjb(['status', '--institution', 'BNK_GZRCB']);
    expect(other.exit).toBe(4);
    const foreign = await file(
      'foreign.json',
      JSON.stringify({ ...right, institution: 'BNK_GZRCB' }),
    );
    const { exit, json } = await jjb(['--json', 'submit', foreign]);
    expect(exit).toBe(4);
    expect(json().outcomes[0]).toMatchObject({
      status: 'REJECTED',
      issues: [{ code: 'FORBIDDEN' }],
    });
  });

  it('sends contracts in one list, and the same id with another body is refused', async () => {
    const draw = (loan: string, amount: string) => ({
      id: `draw-${loan}`,
      type: 'banks.DrawLoan',
      body: {
        institution: 'BNK_JJB',
        loan,
        enterprise: right.borrowers[0]!.enterprise,
        county: '360402',
        guarantee: 'CREDIT',
        amount,
        rate: '3.85',
        drawnOn: '2025-02-03',
        maturesOn: '2026-02-02',
      },
    });
    const list = [draw('CLI-1', '1000000.00'), draw('CLI-2', '2000000.00')];
    const sent = await jjb(['--json', 'submit', '-'], JSON.stringify(list));
    expect(sent.json().outcomes).toMatchObject([{ status: 'ACCEPTED' }, { status: 'ACCEPTED' }]);
    const other = await jjb(['--json', 'submit', '-'], JSON.stringify([draw('CLI-1', '9.00')]));
    expect(other.exit).toBe(3);
    expect(other.json().outcomes).toMatchObject([
      { status: 'REJECTED', issues: [{ code: 'CONFLICT' }] },
    ]);
  });

  it('shows a regulator who has filed and who was late', async () => {
    const about = ['--account', 'regulator', 'status', '--form', 'TF01', '--period', '2024-12'];
    const { reportingPeriod, submissions } = (await qianfan(system, ['--json', ...about])).json();
    expect(reportingPeriod).toMatchObject({ scope: 'ALL', expected: 4, received: 4, missing: 0 });
    const late = reportingPeriod.filers.filter((filer: { late: boolean }) => filer.late);
    expect(late).toMatchObject([{ institution: { code: 'BNK_GZRCB' }, status: 'LATE' }]);
    expect(submissions).toHaveLength(4);
    const { stdout } = await qianfan(system, about);
    expect(stdout).toMatch(/BNK_GZRCB\s+.*迟报/);
  });
});
