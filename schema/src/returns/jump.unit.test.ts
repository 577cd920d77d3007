import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatHundredths } from '../kernel/money.ts';
import { gridSize, hasCell } from './grid.ts';
import type { ReturnForm } from './form.ts';
import { unitJump } from './jump.ts';
import { TF01 } from './tf01.ts';
import { TF02 } from './tf02.ts';
import { TF03 } from './tf03.ts';
import { TF05 } from './tf05.ts';

const FORMS = [TF01, TF02, TF03, TF05];
const AREAS = ['360102', '360402'];

const areasOf = (form: ReturnForm): string[] => (form.blocks ? AREAS : []);

/** Fen-hundredths of every cell of a form, as amounts in it: some zero, some left out. */
const amountsOf = (form: ReturnForm) => {
  const size = gridSize(form) * (form.blocks ? AREAS.length : 1);
  const amount = fc.oneof(
    { weight: 8, arbitrary: fc.bigInt({ min: 10_000n, max: 10n ** 12n }) },
    { weight: 1, arbitrary: fc.constant(0n) },
  );
  return fc.array(amount, { minLength: size, maxLength: size });
};

const filedOf = (form: ReturnForm, amounts: readonly bigint[]) => ({
  form,
  areas: areasOf(form),
  cells: amounts.map((amount, n) => {
    const row = form.rows[Math.floor(n / form.columns.length) % form.rows.length]!;
    const column = form.columns[n % form.columns.length]!;
    if (!hasCell(row, column)) return null;
    return column.kind === 'AMOUNT' ? formatHundredths(amount) : String(amount);
  }),
});

const returns = fc
  .constantFrom(...FORMS)
  .chain((form) => amountsOf(form).map((amounts) => ({ form, amounts })));
/** What a year's turn does to amounts since January, and what growth does to all: in hundredths. */
const factors = (form: ReturnForm) => {
  const size = gridSize(form) * (form.blocks ? AREAS.length : 1);
  return fc.array(fc.bigInt({ min: 7n, max: 1_500n }), { minLength: size, maxLength: size });
};

const moved = returns.chain(({ form, amounts }) =>
  factors(form).map((by) => ({
    form,
    amounts,
    later: amounts.map((amount, n) => (amount * by[n]!) / 100n),
  })),
);
const codes = (form: ReturnForm, now: readonly bigint[], before: readonly bigint[]) =>
  unitJump(filedOf(form, now), filedOf(form, before), '2024-11').map(({ code }) => code);

test('T-00: what grows, shrinks or begins anew in January is no mistaken unit', () => {
  fc.assert(
    fc.property(moved, ({ form, amounts, later }) => {
      expect(codes(form, later, amounts)).toEqual([]);
      expect(codes(form, amounts, amounts)).toEqual([]);
    }),
  );
});

test('T-00: every amount in yuan, or in 亿元, is told whatever it did beside', () => {
  fc.assert(
    fc.property(moved, ({ form, amounts, later }) => {
      fc.pre(amounts.filter((amount) => amount > 0n).length * 2 > amounts.length);
      const yuan = later.map((amount) => amount * 10_000n);
      expect(codes(form, yuan, amounts)).toEqual(['T-00']);
      expect(codes(form, amounts, yuan)).toEqual(['T-00']);
    }),
  );
});

test('T-00: a tenth of the amounts that jump, or an empty return, is none', () => {
  const before = Array.from({ length: gridSize(TF01) }, () => 100_000n);
  const some = before.map((amount, n) => (n % 10 === 0 ? amount * 10_000n : amount));
  const none = before.map(() => 0n);
  expect(codes(TF01, some, before)).toEqual([]);
  expect(codes(TF01, none, before)).toEqual([]);
  expect(codes(TF01, before, none)).toEqual([]);
});

test('T-00 says both readings, in both languages', () => {
  const before = Array.from({ length: gridSize(TF03) }, () => 100_000n);
  const yuan = before.map((amount) => amount * 10_000n);
  const [issue] = unitJump(filedOf(TF03, yuan), filedOf(TF03, before), '2024-11');
  expect(issue).toMatchObject({ severity: 'ERROR', path: '/cells' });
  expect(issue!.message.zh).toContain('可能是元');
  expect(issue!.fix!.zh).toContain('先更正 2024-11');
  expect(issue!.fix!.en).toContain('correct 2024-11 first');
});
