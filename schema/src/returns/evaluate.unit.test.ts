import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmitReturn } from '../commands/banks.ts';
import { consistentReturn, type MadeUpBorrower } from './consistent.ts';
import { violations } from './evaluate.ts';
import { cellIndex } from './grid.ts';
import { structure } from './structure.ts';
import { TF01 } from './tf01.ts';

const LEAVES = TF01.rows.filter(({ parts }) => !parts).map(({ code }) => code);
const HEAD = { institution: 'BNK_JJB', period: '2024-12', revision: 1 };

const borrower = (id: number, given: Partial<MadeUpBorrower> = {}): MadeUpBorrower => ({
  enterprise: `ENT-${id}`,
  rows: ['1.1.1', '1.1.2'],
  balance: 100_000n,
  drawn: 50_000n,
  rate: 350,
  shares: [40, 30, 2, 0],
  ...given,
});

const three = [
  borrower(1),
  borrower(2, { rows: ['1.1.1', '1.2.1'] }),
  borrower(3, { rows: ['1.2.4'], drawn: 0n }),
];

/** Given a return that holds, when some cells are overwritten: the rules that no longer hold, and where. */
function judged(
  changes: Record<string, string>,
  limits: { SINGLE_NAME?: string } = {},
  borrowers = three,
): string[] {
  const { cells, annex, issues } = structure(TF01, consistentReturn(TF01, HEAD, borrowers));
  expect(issues).toEqual([]);
  for (const [place, value] of Object.entries(changes)) {
    const [row, column] = place.split('/') as [string, string];
    cells[cellIndex(TF01, row, column)] = value;
  }
  return violations(TF01, cells, annex, limits).map((i) => `${i.code} ${i.row}/${i.column}`);
}

describe('rule pack of TF01', () => {
  it('a consistent return breaks no rule', () => {
    expect(judged({}, { SINGLE_NAME: '30000000.00' })).toEqual([]);
  });

  it('V-01: an amount is not negative', () => {
    expect(judged({ '1.2.4/I': '-0.01' })).toEqual(['V-01 1.2.4/I']);
  });

  it('V-02: no part of the balance exceeds the balance', () => {
    expect(judged({ '1.2.4/F': '1000.01' })).toContain('V-02 1.2.4/F');
    expect(judged({ '1.2.4/I': '1000.01' })).toEqual(['V-02 1.2.4/I']);
    expect(judged({ '1.2.4/I': '1000.00' })).toEqual([]);
  });

  it('V-03: balance and borrowers are zero together, drawn amount and its borrowers too', () => {
    expect(judged({ '1.2.2/D': '5.00' })).toContain('V-03 1.2.2/C');
    expect(judged({ '1.2.1/B': '0.00' })).toContain('V-03 1.2.1/A');
  });

  it('V-04: counts equal the distinct borrowers of the annex, unions count each once', () => {
    expect(judged({ '1.1.1/C': '3' })).toEqual(['V-04 1.1.1/C', 'V-05 1.1/C']);
    expect(judged({ '1/C': '4' })).toEqual(['V-04 1/C']);
    expect(judged({ '1.2/A': '2' })).toEqual(['V-04 1.2/A']);
  });

  it('V-05: tech enterprises lie between the largest class and the sum of classes', () => {
    expect(judged({ '1.1/D': '1999.99' })).toEqual(['V-05 1.1/D']);
    expect(judged({ '1.1/E': '1300.00' })).toEqual(['V-05 1.1/E', 'V-06 1/E']);
  });

  it('V-06: tech loans lie between the larger half and the sum of both', () => {
    expect(judged({ '1/D': '4000.01' })).toEqual([]);
    expect(judged({ '1/D': '4001.00' })).toEqual(['V-06 1/D']);
    expect(judged({ '1/G': '39.99' })).toEqual(['V-06 1/G']);
  });

  it('V-07: tech industries lie between the largest industry and their sum', () => {
    expect(judged({ '1.2/B': '499.99' })).toEqual(['V-07 1.2/B']);
    expect(judged({ '1.2/F': '601.00' })).toEqual(['V-07 1.2/F']);
  });

  it('V-05 to V-07: rounding may add up to a hundredth for each part, counts have no rounding', () => {
    expect(judged({ '1.2/H': '17.54' })).toEqual([]);
    expect(judged({ '1.2/H': '17.55' })).toEqual(['V-07 1.2/H']);
  });

  it('V-08: the average TSME loan keeps the single-name limit, where the register holds one', () => {
    const limit = { SINGLE_NAME: '9999999.99' };
    expect(judged({}, limit)).toEqual(['V-08 1.1.2/D']);
    expect(judged({}, { SINGLE_NAME: '10000000.00' })).toEqual([]);
    expect(judged({}, {})).toEqual([]);
  });

  it('V-09: interest goes with loans drawn and stays within 24 %', () => {
    expect(judged({ '1.2.1/H': '0.00' })).toContain('V-09 1.2.1/H');
    expect(judged({ '1.2.1/H': '120.00', '1.2/H': '120.00', '1/H': '120.00' })).toEqual([
      'V-09 1/H',
      'V-09 1.2/H',
      'V-09 1.2.1/H',
    ]);
    expect(judged({ '1.2.1/H': '120.01', '1.2/H': '120.01', '1/H': '120.01' })).toHaveLength(3);
  });

  it('V-09: an average rate outside 1.5 % to 8 % is a warning, above 24 % an error', () => {
    const severities = (H: string) => {
      const { cells, annex } = structure(TF01, consistentReturn(TF01, HEAD, three));
      cells[cellIndex(TF01, '1.1.2', 'H')] = H;
      return violations(TF01, cells, annex, {})
        .filter(({ code, row }) => code === 'V-09' && row === '1.1.2')
        .map(({ severity }) => severity);
    };
    expect(severities('7.50')).toEqual([]);
    expect(severities('7.49')).toEqual(['WARN']);
    expect(severities('40.00')).toEqual([]);
    expect(severities('40.01')).toEqual(['WARN']);
    expect(severities('120.00')).toEqual(['WARN']);
    expect(severities('120.01')).toEqual(['ERROR']);
  });

  it('names several mistakes at once, with what was found and expected in both languages', () => {
    const { cells, annex } = structure(TF01, consistentReturn(TF01, HEAD, three));
    cells[cellIndex(TF01, '1.2.4', 'G')] = '1500.00';
    cells[cellIndex(TF01, '1.1.1', 'C')] = '3';
    cells[cellIndex(TF01, '1', 'D')] = '9000.00';
    const issues = violations(TF01, cells, annex, {});
    expect(new Set(issues.map(({ code }) => code))).toEqual(
      new Set(['V-02', 'V-04', 'V-05', 'V-06', 'V-07']),
    );
    expect(issues.find(({ code }) => code === 'V-02')).toEqual({
      code: 'V-02',
      severity: 'ERROR',
      path: '/cells/1.2.4/G',
      row: '1.2.4',
      column: 'G',
      found: '1500.00',
      expected: '≤ 1000.00',
      message: {
        zh: '1.2.4 行：其中项 G 为 1500.00，超过余额 D（≤ 1000.00）',
        en: 'row 1.2.4: G is 1500.00, part of the balance D, yet above it (≤ 1000.00)',
      },
      fix: {
        zh: '请核对 1.2.4 行的余额 D 与其中项 G',
        en: 'check the balance D and its part G in row 1.2.4',
      },
    });
    expect(issues.find(({ code }) => code === 'V-04')).toMatchObject({
      found: '3',
      expected: '= 2',
    });
  });

  it('does not judge what an unreadable cell makes unknowable', () => {
    const { cells, annex } = structure(TF01, consistentReturn(TF01, HEAD, three));
    cells[cellIndex(TF01, '1.2.4', 'D')] = null;
    cells[cellIndex(TF01, '1.1.1', 'C')] = '3';
    const codes = violations(TF01, cells, annex, {}).map(({ code }) => code);
    expect(codes).toEqual(['V-04', 'V-05']);
  });
});

const percent = (max: number) => fc.integer({ min: 0, max });

const arbitraryBorrowers = fc.uniqueArray(
  fc.record({
    enterprise: fc.integer({ min: 1, max: 500 }).map((n) => `ENT-${n}`),
    rows: fc.subarray(LEAVES, { minLength: 1, maxLength: 4 }),
    balance: fc.oneof(fc.constant(0n), fc.bigInt({ min: 10_000n, max: 10n ** 12n })),
    drawn: fc.oneof(fc.constant(0n), fc.bigInt({ min: 10_000n, max: 10n ** 10n })),
    rate: fc.integer({ min: 200, max: 790 }),
    shares: fc.tuple(percent(100), percent(100), percent(20), percent(5)),
  }) satisfies fc.Arbitrary<MadeUpBorrower>,
  { selector: ({ enterprise }) => enterprise, maxLength: 30 },
);

/** The rules as `domain.md` 3.4 states them, written a second time without any of the code above. */
function stated(body: SubmitReturn): Set<string> {
  const value = (row: string, column: string) => {
    const { value: text } = body.cells.find((cell) => cell.row === row && cell.column === column)!;
    return Math.round(Number(text) * 100);
  };
  const broken = new Set<string>();
  const must = (holds: boolean, place: string) => void (holds || broken.add(place));
  const below = (row: string): string[] =>
    row === '1'
      ? LEAVES
      : LEAVES.filter((leaf) => leaf === row || (row.length < 5 && leaf.startsWith(`${row}.`)));
  const slack = (terms: number, a: number, b: number) =>
    Math.max(terms, Math.max(Math.abs(a), Math.abs(b)) / 20_000);
  for (const { code: row } of TF01.rows) {
    for (const { code: column } of TF01.columns) {
      must(value(row, column) >= 0, `V-01 ${row}/${column}`);
    }
    for (const column of ['E', 'F', 'G', 'I']) {
      must(value(row, column) <= value(row, 'D'), `V-02 ${row}/${column}`);
    }
    must((value(row, 'D') === 0) === (value(row, 'C') === 0), `V-03 ${row}/C`);
    must((value(row, 'B') === 0) === (value(row, 'A') === 0), `V-03 ${row}/A`);
    for (const column of ['A', 'C']) {
      const ids = body.borrowers.filter(({ rows }) =>
        (rows[column] ?? []).some((leaf) => below(row).includes(leaf)),
      );
      must(value(row, column) === 100 * ids.length, `V-04 ${row}/${column}`);
    }
    must(value(row, 'H') > 0 === value(row, 'B') > 0, `V-09 ${row}/H`);
    must(100 * value(row, 'H') <= 24 * value(row, 'B'), `V-09 ${row}/H`);
  }
  for (const [rule, total] of [
    ['V-05', '1.1'],
    ['V-06', '1'],
    ['V-07', '1.2'],
  ] as const) {
    const parts = TF01.rows.find(({ code }) => code === total)!.parts!;
    for (const column of ['B', 'C', 'D', 'E', 'F', 'G', 'H']) {
      const values = parts.map((part) => value(part, column));
      const [whole, sum] = [value(total, column), values.reduce((a, b) => a + b)];
      const tolerance = column === 'C' ? 0 : slack(parts.length, whole, sum);
      must(whole >= Math.max(...values), `${rule} ${total}/${column}`);
      must(whole <= sum + tolerance, `${rule} ${total}/${column}`);
    }
  }
  return broken;
}

function found(body: SubmitReturn): Set<string> {
  const { cells, annex } = structure(TF01, body);
  return new Set(
    violations(TF01, cells, annex, {})
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ code, row, column }) => `${code} ${row}/${column}`),
  );
}

describe('rule pack of TF01, whatever the return', () => {
  it('every return that follows from single borrowers passes', () => {
    fc.assert(
      fc.property(arbitraryBorrowers, (borrowers) => {
        const body = consistentReturn(TF01, HEAD, borrowers);
        expect(structure(TF01, body).issues).toEqual([]);
        expect(found(body)).toEqual(new Set());
      }),
    );
  });

  it('any one overwritten cell is found exactly where a stated rule breaks', () => {
    const value = fc.oneof(
      fc.integer({ min: -10, max: 50 }).map(String),
      fc.bigInt({ min: 0n, max: 10n ** 10n }).map(String),
    );
    const cell = fc.integer({ min: 0, max: TF01.rows.length * TF01.columns.length - 1 });
    let broken = 0;
    fc.assert(
      fc.property(arbitraryBorrowers, cell, value, (borrowers, index, text) => {
        const body = consistentReturn(TF01, HEAD, borrowers);
        body.cells[index]!.value = text;
        const expected = stated(body);
        if (expected.size > 0) broken += 1;
        expect(found(body)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
    expect(broken).toBeGreaterThan(100);
  });
});
