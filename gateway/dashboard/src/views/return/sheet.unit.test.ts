import { parseReturnCsv } from '@qianfan/cli/submit/csv';
import { describe, expect, it } from 'vitest';
import { type Draft, emptyDraft, type Form } from './draft.ts';
import { sheetOf } from './sheet.ts';

const text = (zh: string) => ({ zh, en: zh });
const row = (code: string, columns: string[] | null = null): Form['rows'][number] => ({
  ...{ code, columns, name: text(`行 ${code}`), population: null, metrics: null },
  ...{ restrictions: null, optional: false },
});
const column = (code: string, kind: string): Form['columns'][number] => ({
  ...{ code, kind, name: text('余额, "D"'), metric: 'LN_BAL', accumulation: 'POINT' },
  ...{ restrictions: null, optional: false },
});
const FORM: Form = {
  ...{ code: 'TF01', version: 2, frequency: 'M', effectiveFrom: '2023-01', areas: null },
  ...{ unit: 'WAN_YUAN', currency: 'CNY', tables: ['MAIN', 'ANNEX'], name: text('主表') },
  rows: [row('1.1'), row('KDT', ['D'])],
  columns: [column('C', 'COUNT'), column('D', 'AMOUNT')],
};
const NAMES = {
  t: ({ zh }: { zh: string }) => zh,
  areas: new Map([
    ['360402', '濂溪区'],
    ['360403', '浔阳区'],
  ]),
};
const EMPTY = emptyDraft('BNK_JJB', FORM, '2024-12');

/** What a door takes of a draft. */
const content = ({ from: _, ...body }: Draft) => body;

describe('the file of a draft', () => {
  it('comes back as the draft, cells and annex', () => {
    const draft: Draft = {
      ...EMPTY,
      cells: [
        { row: '1.1', column: 'C', value: '2' },
        { row: '1.1', column: 'D', value: '1234.50' },
        { row: 'KDT', column: 'D', value: '0.00' },
      ],
      borrowers: [{ enterprise: 'E1', rows: { C: ['1.1'] } }],
    };
    expect(parseReturnCsv(sheetOf(draft, FORM, NAMES))).toEqual(content(draft));
  });

  it('has every row and column of an empty form, and nothing in them', () => {
    const file = sheetOf(EMPTY, FORM, NAMES);
    expect(file).toContain('\r\nKDT 行 KDT,—,\r\n');
    expect(parseReturnCsv(file)).toEqual(content(EMPTY));
  });

  it('has the blocks of all areas until one is begun', () => {
    const form = { ...FORM, areas: 'COUNTY', tables: ['MAIN'] } as Form;
    const empty = emptyDraft('BNK_JJB', form, '2024-12');
    const lines = (draft: Draft, area: string) =>
      sheetOf(draft, form, NAMES).split(`\r\n${area}`).length - 1;
    expect([lines(empty, '360402 濂溪区'), lines(empty, '360403 浔阳区')]).toEqual([2, 2]);
    const begun = { ...empty, cells: [{ area: '360403', row: '1.1', column: 'D', value: '1' }] };
    expect([lines(begun, '360402'), lines(begun, '360403')]).toEqual([0, 2]);
    expect(parseReturnCsv(sheetOf(begun, form, NAMES))).toEqual(content(begun));
  });
});
