import { describe, expect, it } from 'vitest';
import { comparedWith, disagreements, type Filed, violations } from './evaluate.ts';
import type { ReturnForm } from './form.ts';
import { cellIndex, gridSize } from './grid.ts';
import { structure } from './structure.ts';
import { TF01_2 } from './tf01.v2.ts';
import { TF01B } from './tf01b.ts';
import { TF02 } from './tf02.ts';
import { TF03 } from './tf03.ts';
import { TF05 } from './tf05.ts';

const COUNTIES = ['360102', '360702'];

/** A return in which every cell is 0 but those given, as `row/column` or `area/row/column`. */
function filed(form: ReturnForm, given: Record<string, string>, areas: string[] = []): Filed {
  const cells = Array.from(
    { length: gridSize(form) * (form.blocks ? areas.length : 1) },
    () => '0',
  );
  for (const [place, value] of Object.entries(given)) {
    const path = place.split('/');
    const [row, column] = path.slice(-2) as [string, string];
    const block = form.blocks ? areas.indexOf(path[0]!) : 0;
    const index = cellIndex(form, row, column);
    if (index < 0 || block < 0) throw new Error(`no cell ${place}`);
    cells[block * gridSize(form) + index] = value;
  }
  return { form, areas, cells };
}

const alone = ({ form, cells, areas }: Filed): string[] =>
  violations(form, cells, { ids: [], masks: [] }, {}, areas).map(
    ({ code, path }) => `${code} ${path}`,
  );

const beside = (mine: Filed, other: Filed): string[] =>
  disagreements(mine, (form) => (form === other.form.form ? other : undefined)).map(
    ({ issue, with: forms }) => `${issue.code} ${issue.path} ${forms.join(' ')}`,
  );

describe('TF01 from its second version on', () => {
  it('X-12: no class and no programme is more than all loans', () => {
    const of = (all: string, more: Record<string, string> = {}) =>
      alone(filed(TF01_2, { 'ALL/D': all, 'CHAIN/D': '80', ...more }));
    expect(of('80')).toEqual([]);
    expect(of('79.99')).toEqual(['X-12 /cells/CHAIN/D']);
    expect(of('4', { 'KDT/D': '5' })).toContain('X-12 /cells/KDT/D');
  });

  it('X-04: what is related to Kedaitong is lent to tech SMEs', () => {
    expect(alone(filed(TF01_2, { 'ALL/D': '80', 'KDT/D': '5' }))).toEqual(['X-04 /cells/KDT/D']);
    const lent = filed(TF01_2, { 'ALL/D': '80', 'KDT/D': '5', '1.1.2/D': '5' });
    expect(alone(lent)).not.toContain('X-04 /cells/KDT/D');
  });

  it('stands outside of the unions, and may be left out cell by cell', () => {
    expect(alone(filed(TF01_2, { 'ALL/D': '500' }))).toEqual([]);
    const cells = TF01_2.rows
      .filter(({ optional }) => !optional)
      .flatMap(({ code: row }) =>
        TF01_2.columns.map(({ code: column }) => ({ row, column, value: '0' })),
      );
    const body = {
      currency: 'CNY',
      unit: 'WAN_YUAN',
      tables: TF01_2.tables.map((table) => ({ table, reported: true })),
      cells,
      borrowers: [],
    };
    expect(structure(TF01_2, body).issues).toEqual([]);
    const more = { ...body, cells: [...cells, { row: 'KDT', column: 'D', value: '7' }] };
    const found = structure(TF01_2, more);
    expect(found.issues).toEqual([]);
    expect(found.cells[cellIndex(TF01_2, 'KDT', 'D')]).toBe('7.00');
    expect(found.cells[cellIndex(TF01_2, 'CHAIN', 'D')]).toBeNull();
    const never = { ...body, cells: [...cells, { row: 'KDT', column: 'G', value: '7' }] };
    expect(structure(TF01_2, never).issues).toMatchObject([{ code: 'S-05', found: 'KDT/G' }]);
  });
});

describe('TF01B', () => {
  it('V-11 to V-14: what a balance is made of comes to the balance', () => {
    const given = { 'ALL/D': '100', 'ALL/G': '3', 'ALL/GA': '1', 'ALL/GC': '2' };
    const split = { 'ALL/DA': '40', 'ALL/DD': '60', 'ALL/TB': '100', 'ALL/LC': '70' };
    expect(alone(filed(TF01B, { ...given, ...split }))).toEqual([]);
    const wrong = { 'ALL/GC': '1', 'ALL/DA': '41', 'ALL/TB': '90', 'ALL/LA': '31' };
    expect(alone(filed(TF01B, { ...given, ...split, ...wrong }))).toEqual([
      'V-11 /cells/ALL/G',
      'V-12 /cells/ALL/D',
      'V-13 /cells/ALL/D',
      'V-14 /cells/ALL/D',
    ]);
  });
});

describe('TF02', () => {
  const main = filed(TF01_2, { '1.1.2/D': '100', '1.1.2/C': '5' });
  const counties = (a: string, b: string, c = ['4', '3']) =>
    filed(
      TF02,
      {
        '360102/1.1.2/D': a,
        '360702/1.1.2/D': b,
        '360102/1.1.2/C': c[0]!,
        '360702/1.1.2/C': c[1]!,
      },
      COUNTIES,
    );

  it('X-01: the counties come to TF01, but for what rounding adds up to', () => {
    expect(beside(counties('40', '60'), main)).toEqual([]);
    expect(beside(counties('40', '60.02'), main)).toEqual([]);
    expect(beside(counties('40', '60.03'), main)).toEqual(['X-01 /cells/1.1.2/D TF01']);
  });

  it('V-10: borrowers lie between the largest county and the sum of all', () => {
    const of = (...c: string[]) => beside(counties('40', '60', c), main);
    expect(of('5', '5')).toEqual([]);
    expect(of('6', '0')).toEqual(['V-10 /cells/1.1.2/C TF01']);
    expect(of('2', '2')).toEqual(['V-10 /cells/1.1.2/C TF01']);
  });

  it('says what was found where, and with what it was compared', () => {
    const [found] = disagreements(counties('40', '50'), () => main);
    expect(found!.issue).toMatchObject({ found: '90.00', expected: '= 100.00' });
    expect(found!.issue.message.en).toContain('TF01');
  });

  it('tells the sender of the other return what its own cell holds', () => {
    const find = (form: string) => (form === 'TF01' ? main : undefined);
    const told = (...c: string[]) =>
      disagreements(counties('40', '50', c), find, 'TF01').map(({ issue }) => issue);
    const [sum, largest] = told('6', '0');
    const place = { row: '1.1.2', path: '/cells/1.1.2/D' };
    expect(sum).toMatchObject({ ...place, found: '100.00', expected: '= 90.00' });
    // The sentence is the rule's: it speaks of the counties first, whoever reads it.
    expect(sum!.message.zh).toMatch(/各县合计 90\.00，.*= 100\.00/);
    expect(largest).toMatchObject({ path: '/cells/1.1.2/C', found: '5', expected: '≥ 6' });
    expect(told('2', '2')[1]).toMatchObject({ found: '5', expected: '≤ 4' });
  });

  it('waits for the other return, and judges a county alone meanwhile', () => {
    expect(disagreements(counties('1', '2'), () => undefined)).toEqual([]);
    const part = filed(TF02, { '360702/1.1.2/G': '1', '360702/ALL/G': '1' }, COUNTIES);
    expect(alone(part)).toEqual(['V-02 /cells/360702/1.1.2/G', 'V-02 /cells/360702/ALL/G']);
    expect(
      violations(TF02, part.cells, { ids: [], masks: [] }, {}, COUNTIES)[0]!.message.zh,
    ).toMatch(/^360702/);
  });

  it('nothing by county is nothing at all', () => {
    expect(beside(filed(TF02, {}), main)).toContain('X-01 /cells/1.1.2/D TF01');
    expect(beside(filed(TF02, {}), filed(TF01_2, {}))).toEqual([]);
  });

  it('S-05, S-06, S-08: each county once, with all that is owed', () => {
    const owed = TF02.rows.filter(({ optional }) => !optional);
    const cells = COUNTIES.toReversed().flatMap((area) =>
      owed.map(({ code: row }) => ({ area, row, column: 'D', value: '1' })),
    );
    const body = {
      currency: 'CNY',
      unit: 'WAN_YUAN',
      tables: [{ table: 'MAIN', reported: true }],
      cells,
      borrowers: [],
    };
    const found = structure(TF02, body);
    expect(found.issues).toEqual([]);
    expect(found.areas).toEqual(COUNTIES);
    expect(found.cells).toHaveLength(2 * gridSize(TF02));
    expect(found.cells[gridSize(TF02) + cellIndex(TF02, '1.1.2', 'D')]).toBe('1.00');
    const paths = (more: typeof cells) =>
      structure(TF02, { ...body, cells: more }).issues.map(({ code, path }) => `${code} ${path}`);
    expect(paths(cells.slice(1))).toEqual(['S-08 /cells/360702/1/D']);
    expect(paths([...cells, cells[0]!])).toEqual(['S-06 /cells/360702/1/D']);
    expect(paths([...cells, { ...cells[0]!, area: '3607' }])).toEqual(['S-05 /cells/3607/1/D']);
    const { area: _, ...nowhere } = cells[0]!;
    expect(paths([...cells, nowhere as (typeof cells)[number]])).toEqual(['S-05 /cells/1/D']);
  });
});

describe('a rule between two returns', () => {
  const FORMS = [TF01_2, TF02, TF03];
  const between = FORMS.flatMap((form) =>
    form.rules.flatMap((rule) =>
      comparedWith({ ...form, rules: [rule] }).map((other) => ({ form, rule, other })),
    ),
  );

  it.each(between.map((of) => [`${of.rule.id} of ${of.form.form} with ${of.other}`, of] as const))(
    '%s tells each sender of a cell of its own',
    (_, { form, rule, other }) => {
      const partner = FORMS.find((one) => one.form === other)!;
      const [row, column] = [rule.rows?.[0] ?? '1', rule.columns?.[0] ?? 'B'];
      const places = (of: ReturnForm) =>
        of.blocks ? [`360102/${row}/${column}`] : [`${row}/${column}`];
      const holds = (of: ReturnForm, value: string) =>
        filed(
          of,
          Object.fromEntries(places(of).map((at) => [at, value])),
          of.blocks ? ['360102'] : [],
        );
      for (const [mine, its] of [
        ['2', '7'],
        ['7', '2'],
      ] as const) {
        const [a, b] = [holds(form, mine), holds(partner, its)];
        const find = (name: string) => (name === other ? b : a);
        const numbers = (side: string) =>
          disagreements({ ...a, form: { ...form, rules: [rule] } }, find, side)
            .filter(({ issue }) => issue.path === `/cells/${row}/${column}`)
            .map(({ issue }) => Number(issue.found));
        expect(numbers(form.form).every((found) => found === Number(mine))).toBe(true);
        expect(numbers(other).every((found) => found === Number(its))).toBe(true);
        expect(numbers(other).length).toBe(numbers(form.form).length);
      }
    },
  );

  it('are several', () => expect(between.length).toBeGreaterThan(4));
});

describe('TF03', () => {
  const rates = (drawn: string, interest: string) =>
    filed(TF03, { '1/B': drawn, '1/H': interest, 'ALL/B': '900', 'ALL/H': '40' });
  const main = filed(TF01_2, { '1/B': '100', '1/H': '4' });

  it('X-02, X-13: what was drawn and its interest are those of TF01', () => {
    expect(beside(rates('100', '4'), main)).toEqual([]);
    expect(beside(rates('101', '4'), main)).toEqual(['X-02 /cells/1/B TF01']);
    expect(beside(rates('100', '5'), main)).toEqual(['X-13 /cells/1/H TF01']);
  });

  it('X-12: tech loans are a part of all loans', () => {
    expect(alone(rates('900.01', '30'))).toEqual(['X-12 /cells/1/B']);
  });
});

describe('TF05', () => {
  const parts = { 'I/A': '30', 'II/A': '70', 'T/A': '100', 'I/D': '3', 'II/D': '4', 'T/D': '5' };
  const lines = { 'I.1/A': '30', 'II.2/A': '70', 'I.1/D': '3', 'II.2/D': '4' };

  it('V-16: lines come to parts, parts to the total; enterprises lie between', () => {
    const of = (more: Record<string, string>) =>
      alone(filed(TF05, { ...parts, ...lines, ...more }));
    expect(of({})).toEqual([]);
    expect(of({ 'T/A': '101' })).toEqual(['V-16 /cells/T/A']);
    expect(of({ 'II.2/A': '69' })).toEqual(['V-16 /cells/II/A']);
    expect(of({ 'T/D': '8' })).toEqual(['V-16 /cells/T/D']);
  });

  it('V-16: a premium is less than what it insures', () => {
    const premium = { 'I.1/B': '31', 'I/B': '31', 'T/B': '31' };
    expect(alone(filed(TF05, { ...parts, ...lines, ...premium }))).toEqual([
      'V-16 /cells/I/B',
      'V-16 /cells/I.1/B',
    ]);
  });
});
