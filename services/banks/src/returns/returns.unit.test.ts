import { consistentReturn, type MadeUpBorrower } from '@qianfan/schema/returns/consistent';
import { cellIndex } from '@qianfan/schema/returns/grid';
import { TF01 } from '@qianfan/schema/returns/tf01';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { beforeEach, describe, expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { returnStreams } from './returns.state.ts';
import { submitReturn } from './returns.ts';
import type { ReturnState } from './returns.state.ts';

const borrower = (enterprise: string, balance: bigint): MadeUpBorrower => ({
  enterprise,
  rows: ['1.1.1', '1.2.4'],
  balance,
  drawn: 50_000n,
  rate: 350,
  shares: [40, 30, 2, 0],
});

/** A return of JJB for 2024-12; `balance` in hundredths of 万元. */
const returned = (revision: number, balance = 100_000n, more: Partial<SubmitReturn> = {}) => ({
  ...consistentReturn(TF01, { institution: 'BNK_JJB', period: '2024-12', revision }, [
    borrower('ENT-1', balance),
    borrower('ENT-2', 70_000n),
  ]),
  ...more,
});

const written = (body: SubmitReturn, changes: Record<string, string>): SubmitReturn => ({
  ...body,
  cells: body.cells.map((cell) => ({
    ...cell,
    value: changes[`${cell.row}/${cell.column}`] ?? cell.value,
  })),
});

let spec: ReturnType<typeof specification>;
const submit = (body: SubmitReturn, on?: string) => spec.when('banks.SubmitReturn', body, on);

beforeEach(() => {
  spec = specification(partsOf([submitReturn], returnStreams), GIVEN);
});

describe('a return that keeps the rules', () => {
  it('is accepted: its figures count, and it names the reference data that was used', () => {
    const { type, body } = submit(returned(1));
    expect(type).toBe('ReturnAccepted');
    expect(body).toMatchObject({
      form: 'TF01',
      formVersion: 1,
      period: '2024-12',
      revision: 1,
      changes: [],
      issues: [],
      late: false,
    });
    expect(body.cells[cellIndex(TF01, '1', 'D')]).toBe('1700.00');
    expect(body.annex.ids).toEqual(['ENT-1', 'ENT-2']);
    expect(body.reference).toEqual([
      expect.stringMatching(/^form TF01 v1 @ regulators/),
      expect.stringMatching(/^organisation BNK_JJB @ regulators/),
      expect.stringMatching(/^period TF01 2024-12 @ regulators/),
    ]);
  });

  it('S-10: the same content again has the receipt of the first, however it is spelt', () => {
    const first = submit(returned(1));
    const body = returned(1);
    const other = {
      ...body,
      cells: body.cells.toReversed().map((c) => ({ ...c, value: c.value.replace(/\.00$/, '') })),
      borrowers: body.borrowers.toReversed(),
    };
    expect(submit(other)).toMatchObject({ type: 'SAME', pos: first.pos });
    expect(spec.facts).toHaveLength(1);
  });

  it('L-RI01: a borrower whom the register does not hold is refused by name, and waits for the register', () => {
    const known = returned(1).borrowers;
    const unknown = ['ENT-NEW', 'ENT-NEXT'].map((enterprise) => ({
      enterprise,
      rows: { C: ['1.1.1'] },
    }));
    const { type, issues, awaitsReference } = submit(
      returned(1, 100_000n, { borrowers: [...known, ...unknown] }),
    );
    expect(type).toBe('ReturnRefused');
    expect(issues.filter(({ code }) => code === 'L-RI01')).toMatchObject(
      unknown.map(({ enterprise }) => ({
        severity: 'ERROR',
        found: enterprise,
        message: { zh: expect.stringContaining(enterprise) as string },
      })),
    );
    expect(issues.find(({ code }) => code === 'L-RI01')?.message.en).toContain('1.1.1');
    expect(awaitsReference).toBe(false); // the counts are wrong too
    const alone = [...known, { enterprise: 'ENT-NEW', rows: {} }];
    expect(submit(returned(1, 100_000n, { borrowers: alone }))).toMatchObject({
      type: 'ReturnRefused',
      codes: ['L-RI01'],
      awaitsReference: true,
    });
  });

  it('of twenty thousand strangers the first thousand are named and all are counted', () => {
    const strangers = Array.from({ length: 20_000 }, (_, n) => ({
      enterprise: `X-${String(n).padStart(5, '0')}`,
      rows: { A: ['1.1.1'], C: ['9.9'] },
    }));
    const { issues } = submit(returned(1, 100_000n, { borrowers: strangers }));
    const named = issues.filter(({ code }) => code === 'L-RI01').map(({ found }) => found);
    expect(named).toEqual(strangers.slice(0, 1_000).map(({ enterprise }) => enterprise));
    const more = issues.at(-1)!;
    expect(more.code).toBe('MORE_ISSUES');
    expect(Number(more.found)).toBeGreaterThanOrEqual(39_000);
  });

  it('a warning stands on the receipt and refuses nothing', () => {
    const high = written(returned(1), {
      '1.2.1/B': '0.00',
      '1.1.1/H': '99.00',
      '1.1/H': '99.00',
      '1/H': '99.00',
    });
    expect(submit(high)).toMatchObject({
      type: 'ReturnAccepted',
      codes: ['V-09', 'V-09', 'V-09'],
    });
  });
});

describe('the period before', () => {
  const november = {
    form: 'TF01',
    period: '2024-11',
    deadline: '2024-12-13T16:00:00+08:00',
    release: '2024-12-20T10:00:00+08:00',
  };
  const inYuan = (body: SubmitReturn): SubmitReturn => {
    const amounts = new Set(
      TF01.columns.filter(({ kind }) => kind === 'AMOUNT').map(({ code }) => code),
    );
    const moved = (value: string) => `${BigInt(value.replace('.', '')) * 100n}.00`;
    const cells = body.cells.map((cell) =>
      amounts.has(cell.column) ? { ...cell, value: moved(cell.value) } : cell,
    );
    return { ...body, cells };
  };

  beforeEach(() => {
    spec = specification(partsOf([submitReturn], returnStreams), [
      ...GIVEN,
      ['regulators.ReportingPeriodOpened.v1', november],
    ]);
  });

  it('T-00: a return in yuan after one in 万元 is refused, whatever its revision', () => {
    submit({ ...returned(1), period: '2024-11' });
    expect(submit(inYuan(returned(1))).codes).toContain('T-00');
    expect(submit(returned(1)).type).toBe('ReturnAccepted');
    expect(submit(inYuan(returned(2))).codes).toContain('T-00');
  });

  it('T-00: where the earlier one was wrong it is corrected, and the later one is taken', () => {
    // a bank for whose loans the register holds no limit
    const of = (revision: number, period = '2024-12') => ({
      ...returned(revision),
      period,
      institution: 'BNK_GZRCB',
    });
    expect(submit(inYuan(of(1, '2024-11'))).codes).toEqual([]);
    expect(submit(of(1)).codes).toEqual(['T-00']);
    expect(submit(of(2, '2024-11')).codes).toEqual([]);
    expect(submit(of(1)).codes).toEqual([]);
  });
});

describe('revisions', () => {
  it('a correction is the next revision, with its cell difference', () => {
    submit(returned(1));
    const { body } = submit(returned(2, 110_000n));
    expect(body.revision).toBe(2);
    expect(body.changes).toContainEqual([cellIndex(TF01, '1', 'D'), '1700.00', '1800.00']);
    expect(body.changes).toHaveLength(5 * 4);
  });

  it('A → B → A are three revisions, and a late duplicate of A changes nothing', () => {
    const first = submit(returned(1));
    submit(returned(2, 110_000n));
    const third = submit(returned(3));
    expect(third).toMatchObject({ type: 'ReturnAccepted', body: { revision: 3 } });
    expect(submit(returned(1))).toMatchObject({ type: 'SAME', pos: first.pos });
    expect(spec.state('return:2024-12')).toMatchObject({
      TF01: { revision: 3 } satisfies Partial<ReturnState>,
    });
    expect(spec.facts).toHaveLength(3);
  });

  it('any other revision is stale, and the rules are named beside it', () => {
    submit(returned(1));
    expect(submit(returned(1, 90_000n)).codes).toEqual(['STALE_REVISION']);
    expect(submit(returned(3)).codes).toEqual(['STALE_REVISION']);
    const both = submit(written(returned(7), { '1.2.4/G': '9999.00' }));
    expect(both.type).toBe('ReturnRefused');
    expect(both.codes.slice(0, 2)).toEqual(['STALE_REVISION', 'V-02']);
    expect(both.issues[0]).toMatchObject({ found: '7', expected: '2' });
  });

  it('a refusal changes nothing: corrected, the same revision is accepted', () => {
    expect(submit(written(returned(1), { '1/D': '1.00' })).type).toBe('ReturnRefused');
    expect(submit(written(returned(1), { '1/D': '1.00' })).type).toBe('ReturnRefused');
    expect(submit(returned(1)).type).toBe('ReturnAccepted');
  });
});

describe('lateness', () => {
  it('is judged by arrival against the deadline, and stays with the period', () => {
    expect(submit(returned(1), '2025-01-13').body.late).toBe(false);
    expect(submit(returned(2, 1n), '2025-02-20').body.late).toBe(false);
    spec = specification(partsOf([submitReturn], returnStreams), GIVEN);
    expect(submit(returned(1), '2025-01-14').body.late).toBe(true);
    expect(submit(returned(2, 110_000n), '2025-01-14').body.late).toBe(true);
  });
});

describe('who, what and when', () => {
  it('S-01: a form in force for the period', () => {
    const answer = submit(returned(1, 1n, { form: 'TF99' }));
    expect(answer.codes).toEqual(['S-01', 'S-02', 'S-03']);
    expect(answer.awaitsReference).toBe(true);
  });

  it('S-02: a registered reporter that owes the form', () => {
    const stranger = submit(returned(1, 100_000n, { institution: 'BNK_NONE' }));
    expect(stranger).toMatchObject({ codes: ['S-02'], awaitsReference: true });
    const insurer = submit(returned(1, 100_000n, { institution: 'INS_PICC_JX' }));
    expect(insurer.codes).toEqual(['S-02']);
  });

  it('S-03: one period that is open, over, and of the form’s length', () => {
    expect(submit(returned(1, 100_000n, { period: '2024-11' })).codes).toEqual(['S-03']);
    expect(submit(returned(1), '2024-12-30')).toMatchObject({
      codes: ['S-03'],
      awaitsReference: false,
    });
    expect(submit(returned(1), '2024-12-31').type).toBe('ReturnAccepted');
    expect(submit(returned(1, 100_000n, { period: '2024-Q4' })).codes).toEqual(['S-03', 'S-03']);
  });

  it('V-08: the limit that the register holds for the reporter', () => {
    const one = (balance: bigint, institution: string) =>
      consistentReturn(TF01, { institution, period: '2024-12', revision: 1 }, [
        { ...borrower('ENT-1', balance), rows: ['1.1.2'] },
      ]);
    expect(submit(one(200_001n, 'BNK_JJB')).codes).toEqual(['V-08']);
    expect(submit(one(200_000n, 'BNK_JJB')).type).toBe('ReturnAccepted');
  });

  it('names every mistake at once: structure, figures and calendar', () => {
    const body = written(returned(1), { '1.2.4/G': '9999.00', '1.1.1/C': '7', '1/F': 'x' });
    const { codes, issues } = submit({ ...body, unit: 'YUAN' });
    expect(new Set(codes)).toEqual(new Set(['S-04', 'V-02', 'V-04', 'V-05', 'V-07']));
    for (const { message, fix } of issues) {
      expect(message.zh).not.toBe('');
      expect(message.en).not.toBe('');
      expect(fix).toBeDefined();
    }
  });

  it('a flood of mistakes is cut where no reader would follow', () => {
    const cells = Array.from({ length: 5_000 }, (_, n) => ({
      row: `r${n}`,
      column: 'D',
      value: '1',
    }));
    const { issues } = submit({ ...returned(1), cells });
    expect(issues).toHaveLength(1_001);
    expect(issues.at(-1)).toMatchObject({ code: 'MORE_ISSUES', found: '4117' });
  });
});
