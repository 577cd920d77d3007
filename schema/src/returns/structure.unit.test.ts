import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmitReturn } from '../commands/banks.ts';
import { consistentReturn, type MadeUpBorrower } from './consistent.ts';
import { cellIndex } from './grid.ts';
import { normalReturn } from './normal.ts';
import { structure } from './structure.ts';
import { TF01 } from './tf01.ts';

const borrowers: MadeUpBorrower[] = [
  {
    enterprise: 'ENT-2',
    rows: ['1.1.1', '1.2.4'],
    balance: 123_450n,
    drawn: 10_000n,
    rate: 400,
    shares: [50, 50, 1, 0],
  },
  {
    enterprise: 'ENT-1',
    rows: ['1.1.2'],
    balance: 70_000n,
    drawn: 0n,
    rate: 400,
    shares: [0, 100, 0, 0],
  },
];
const HEAD = { institution: 'BNK_JJB', period: '2024-12', revision: 1 };
const given = (): SubmitReturn => consistentReturn(TF01, HEAD, borrowers);

const places = (body: SubmitReturn) =>
  structure(TF01, body).issues.map(({ code, path }) => `${code} ${path}`);

const withCell = (row: string, column: string, value: string): SubmitReturn => {
  const body = given();
  body.cells.find((cell) => cell.row === row && cell.column === column)!.value = value;
  return body;
};

describe('structure of a return', () => {
  it('orders cells by the form and borrowers by id', () => {
    const { issues, cells, annex } = structure(TF01, given());
    expect(issues).toEqual([]);
    expect(cells).toHaveLength(117);
    expect(cells[cellIndex(TF01, '1', 'D')]).toBe('1934.50');
    expect(cells[cellIndex(TF01, '1', 'C')]).toBe('2');
    expect(annex).toEqual({
      ids: ['ENT-1', 'ENT-2'],
      masks: [
        [0, 2 ** 2 + 2 ** 12],
        [2 ** 3, 2 ** 2 + 2 ** 12],
      ],
    });
  });

  it('S-04: currency and unit are those of the form', () => {
    expect(places({ ...given(), currency: 'USD', unit: 'YUAN' })).toEqual([
      'S-04 /currency',
      'S-04 /unit',
    ]);
  });

  it.each(['1,234.50', '12.345', '1e3', 'abc', '１２', '- 5'])('S-04: %s is no amount', (text) => {
    expect(places(withCell('1.1.1', 'D', text))).toEqual(['S-04 /cells/1.1.1/D']);
  });

  it.each([
    ['D', '1000000000000000.00'],
    ['D', '-99999999999999999999'],
    ['C', '1000000000000000'],
  ])('S-04: a cell of %s is no %s: 64 bits must hold sums', (column, text) => {
    expect(places(withCell('1.1.1', column, text))).toEqual([`S-04 /cells/1.1.1/${column}`]);
  });

  it('S-04: fifteen digits before the point are an amount', () => {
    expect(places(withCell('1.1.1', 'D', '999999999999999.99'))).toEqual([]);
  });

  it('S-04: a count is whole, and zeros behind the point change nothing', () => {
    expect(places(withCell('1.1.1', 'C', '1.5'))).toEqual(['S-04 /cells/1.1.1/C']);
    expect(places(withCell('1.1.1', 'C', '1.00'))).toEqual([]);
    expect(structure(TF01, withCell('1.1.1', 'D', '1234.5')).cells).toEqual(
      structure(TF01, withCell('1.1.1', 'D', '1234.500')).cells,
    );
  });

  it('S-05: rows, columns, tables and leaves are those of the form', () => {
    const body = given();
    body.cells.push({ row: '9.9', column: 'D', value: '1' }, { row: '1', column: 'Z', value: '1' });
    body.tables.push({ table: 'OTHER', reported: true });
    body.borrowers.push({ enterprise: 'ENT-9', rows: { C: ['1.1'], D: ['1.1.1'] } });
    expect(places(body)).toEqual([
      'S-05 /cells/9.9/D',
      'S-05 /cells/1/Z',
      'S-05 /borrowers/ENT-9',
      'S-05 /borrowers/ENT-9',
      'S-05 /tables/OTHER',
    ]);
  });

  it('S-06: no cell and no borrower twice', () => {
    const body = given();
    body.cells.push({ ...body.cells[5]! });
    body.borrowers.push({ ...body.borrowers[0]! });
    expect(places(body)).toEqual(['S-06 /cells/1/F', 'S-06 /borrowers/ENT-2']);
  });

  it('S-07: each table says once, and truly, whether it is reported', () => {
    expect(places({ ...given(), tables: [{ table: 'MAIN', reported: true }] })).toEqual([
      'S-07 /tables/ANNEX',
    ]);
    const [main, annex] = given().tables;
    expect(places({ ...given(), tables: [main!, main!, annex!] })).toEqual(['S-07 /tables/MAIN']);
    expect(places({ ...given(), tables: [main!, { table: 'ANNEX', reported: false }] })).toEqual([
      'S-07 /tables/ANNEX',
    ]);
    const empty = consistentReturn(TF01, HEAD, []);
    expect(places({ ...empty, tables: [main!, { table: 'ANNEX', reported: false }] })).toEqual([]);
  });

  it('S-08: zero is a value, blank and absent are not', () => {
    expect(places(withCell('1.2.3', 'I', '0'))).toEqual([]);
    expect(places(withCell('1.2.3', 'I', ''))).toEqual(['S-08 /cells/1.2.3/I']);
    const body = given();
    body.cells.splice(cellIndex(TF01, '1.2.3', 'B'), 1);
    expect(places(body)).toEqual(['S-08 /cells/1.2.3/B']);
  });

  it('names everything at once', () => {
    const body = { ...withCell('1', 'D', 'x'), currency: 'USD', tables: [] };
    body.cells.push({ row: '7', column: 'A', value: '1' });
    body.cells.splice(1, 1);
    expect(places(body)).toEqual([
      'S-04 /currency',
      'S-04 /cells/1/D',
      'S-05 /cells/7/A',
      'S-07 /tables/MAIN',
      'S-07 /tables/ANNEX',
      'S-08 /cells/1/B',
    ]);
  });
});

describe('S-09: one digest for one content', () => {
  const text = (body: SubmitReturn) => JSON.stringify(normalReturn(body));

  it('whatever the order of cells, tables, borrowers and rows, and the zeros behind a point', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.boolean(), (numbers, zeros) => {
        const shuffled = <T>(list: T[]): T[] =>
          list
            .map((item) => [numbers.next().value, item] as const)
            .sort(([a], [b]) => Number(a) - Number(b))
            .map(([, item]) => item);
        const body = given();
        const other = {
          ...body,
          tables: shuffled(body.tables),
          cells: shuffled(body.cells).map((cell) =>
            zeros ? { ...cell, value: cell.value.replace(/\.00$/, '') } : cell,
          ),
          borrowers: shuffled(body.borrowers).map(({ enterprise, rows }) => ({
            enterprise,
            rows: Object.fromEntries(
              Object.entries(rows).map(([column, named]) => [column, shuffled(named)]),
            ),
          })),
        };
        expect(text(other)).toBe(text(body));
      }),
    );
    expect(text(withCell('1', 'D', '1934.5'))).toBe(text(withCell('1', 'D', '1934.50')));
    expect(text(withCell('1', 'I', '-0'))).toBe(text(withCell('1', 'I', '0.00')));
  });

  it('another value, revision or borrower is another content', () => {
    expect(text(withCell('1', 'D', '1934.51'))).not.toBe(text(given()));
    expect(text({ ...given(), revision: 2 })).not.toBe(text(given()));
    expect(text({ ...given(), borrowers: given().borrowers.slice(1) })).not.toBe(text(given()));
  });
});
