import { describe, expect, it } from 'vitest';
import { differing, type Draft, filled, inputOf, pastedBlock, spelt, valuesOf } from './draft.ts';

const DRAFT: Draft = {
  ...{ institution: 'BNK_JJB', form: 'TF01', period: '2024-12', revision: 3 },
  ...{ currency: 'CNY', unit: 'WAN_YUAN', tables: [{ table: 'MAIN', reported: true }] },
  cells: [
    { row: '1.1', column: 'A', value: '2' },
    { row: '1.1', column: 'D', value: '10.00' },
    { row: '1.1', column: 'D', value: '11.00' },
  ],
  borrowers: [{ enterprise: 'E1', rows: { A: ['1.1', '1.2'] } }],
  from: { kind: 'FILE', name: 'a.csv' },
};

describe('a draft', () => {
  it('keeps what is wrong until somebody corrects it: a place filled twice is filled once', () => {
    expect(inputOf(DRAFT, 'x').cells).toHaveLength(3);
    const { cells } = filled(DRAFT, new Map([['/1.1/D', ' 12.00 ']]));
    expect(cells).toEqual([DRAFT.cells[0], { row: '1.1', column: 'D', value: '12.00' }]);
  });

  it('has new places at its end, and none that was emptied', () => {
    const changes = new Map([
      ['/1.1/A', ''],
      ['360402/1/D', '5'],
    ]);
    const values = valuesOf(filled(DRAFT, changes).cells);
    expect([...values]).toEqual([
      ['/1.1/D', '10.00'],
      ['360402/1/D', '5'],
    ]);
  });

  it('tells a number from another, not from another spelling of it', () => {
    const at = (...values: string[]) =>
      spelt(new Map(values.map((value, n) => [`/${n}/D`, value] as const)));
    expect(differing(at('12.50', '0', 'x'), at('12.5', '0.00', 'y'))).toEqual(['/2/D']);
  });

  it('goes to the door with its annex, column by column', () => {
    expect(inputOf(DRAFT, 'x').borrowers).toEqual([
      { enterprise: 'E1', counted: [{ column: 'A', rows: ['1.1', '1.2'] }] },
    ]);
  });

  it('takes a block out of a spreadsheet, without thousands separators', () => {
    expect(pastedBlock('1,234.50\t2\r\n\t-12,000\r\n')).toEqual([
      ['1234.50', '2'],
      ['', '-12000'],
    ]);
    expect(pastedBlock('1,2')).toEqual([['1,2']]);
    // What is no number stays what it is: the door names the cell.
    expect(pastedBlock('12①\t350²\t１２\t(1)')).toEqual([['12①', '350²', '12', '-1']]);
  });
});
