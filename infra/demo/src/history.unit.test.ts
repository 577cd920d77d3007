import { COMMANDS } from '@qianfan/schema/registry';
import { COUNTIES } from '@qianfan/schema/codelists/areas';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { canonical } from '@qianfan/schema/kernel/canonical';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { endOf } from '@qianfan/schema/kernel/period';
import { parseWan } from '@qianfan/schema/kernel/money';
import { violations } from '@qianfan/schema/returns/evaluate';
import { structure } from '@qianfan/schema/returns/structure';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { Errors } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { DEMO_ENTERPRISES } from './cast/enterprises.ts';
import { DEMO_LISTS, rowsOf } from './cast/lists.ts';
import { DEMO_ORGANISATIONS } from './cast/organisations.ts';
import { balanceOn, DEMO_LOANS } from './contracts/loans.ts';
import { closeDemo, demoCommands } from './history.ts';
import { validTf01 } from './returns/sample.ts';
import { DEMO_SUBMISSIONS, returnOf } from './returns/submissions.ts';

const commands = demoCommands();

const limitOf = (bank: string): string | undefined =>
  DEMO_ORGANISATIONS.find(({ code }) => code === bank)?.singleNameLimit;

/** Everything that rules S and V object to. */
function objections(body: SubmitReturn): string[] {
  const { issues, cells, annex } = structure(TF01, body);
  const limits = { SINGLE_NAME: limitOf(body.institution) };
  return [...issues, ...violations(TF01, cells, annex, limits)].map(
    ({ code, path, found }) => `${code} ${path} ${found}`,
  );
}

const cellOf = (body: SubmitReturn, row: string, column: string): string =>
  body.cells.find((cell) => cell.row === row && cell.column === column)!.value;

describe('the demonstration', () => {
  it('is the same story each time', () => {
    expect(canonical(demoCommands())).toBe(canonical(commands));
    expect(commands.length).toBeGreaterThan(500);
  });

  it('consists of valid commands with ids of their own', () => {
    for (const { id, type, body } of commands)
      expect(Errors(COMMANDS[type as keyof typeof COMMANDS]!, body), id).toEqual([]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('goes strictly forward in each service, and ends before it is closed', () => {
    for (const service of SERVICES) {
      const times = commands.filter((one) => one.service === service).map((one) => one.knownAt);
      expect(times.every((time, n) => n === 0 || times[n - 1]! < time)).toBe(true);
    }
    for (const { id, receivedAt, knownAt } of commands) {
      expect(receivedAt <= knownAt, id).toBe(true);
      expect(knownAt < closeDemo().knownAt, id).toBe(true);
    }
  });

  it('has the cast that it promises', () => {
    expect(DEMO_ENTERPRISES).toHaveLength(60);
    expect(new Set(DEMO_ENTERPRISES.map(({ record }) => record.name?.zh)).size).toBe(56);
    const counties = COUNTIES.map(({ code }) => code);
    for (const { county } of DEMO_ENTERPRISES) expect(counties).toContain(county);
    const versions = DEMO_LISTS.map(({ list, version }) => `${list}/${version}`);
    expect(versions).toEqual(expect.arrayContaining(['HNTE/1', 'HNTE/2', 'TSME/1', 'TSME/2']));
    expect(DEMO_SUBMISSIONS.filter(({ revision }) => revision === 2)).toHaveLength(2);
  });

  it.each(DEMO_SUBMISSIONS)('$bank $period revision $revision is a clean TF01', (submission) => {
    const body = returnOf(submission);
    expect(body.cells).toHaveLength(117);
    expect(objections(body)).toEqual([]);
  });

  it('reports what the contracts say, but for bought-out bills', () => {
    for (const bank of ['BNK_JJB', 'BNK_GZRCB', 'BNK_ICBC_JX', 'BNK_CMB_NC']) {
      for (const period of ['2023-12', '2024-12']) {
        const last = DEMO_SUBMISSIONS.findLast(
          (one) => one.bank === bank && one.period === period,
        )!;
        const body = returnOf(last);
        const contracts = DEMO_LOANS.filter(
          (loan) => loan.bank === bank && rowsOf(loan.enterprise, endOf(period)).includes('1.1.1'),
        ).reduce((sum, loan) => sum + balanceOn(loan, endOf(period)), 0n);
        const bills = parseWan(cellOf(body, '1.1.1', 'I'))!;
        expect(parseWan(cellOf(body, '1.1.1', 'D'))).toBe(contracts + bills);
      }
    }
  });

  it('has a correction that matters', () => {
    const [first, second] = DEMO_SUBMISSIONS.filter(
      ({ bank, period }) => bank === 'BNK_JJB' && period === '2024-12',
    ).map(returnOf);
    expect(cellOf(first!, '1.1.1', 'D')).not.toBe(cellOf(second!, '1.1.1', 'D'));
  });
});

describe('a sample TF01', () => {
  it('is clean whatever the seed', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const header = { institution: 'BNK_JJB', period: '2024-12', revision: 1 };
      expect(objections(validTf01(header, seed))).toEqual([]);
    }
  });
});
