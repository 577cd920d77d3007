import { sheetOfText } from '@qianfan/cli/submit/csv';
import { decode } from '@qianfan/cli/submit/decode';
import { readReturn } from '@qianfan/cli/submit/document';
import { describe, expect, it } from 'vitest';
import { type Draft, emptyDraft, type Form } from './draft.ts';
import { csvOf, sheetOf, workbookOf } from './sheet.ts';

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

const contentOf = async (file: Blob) => decode(new Uint8Array(await file.arrayBuffer()));
const returnIn = async (file: Blob) => readReturn(await contentOf(file), '');
/** What stands at the beginning of each line. */
async function labelsOf(file: Blob): Promise<string[]> {
  const read = await contentOf(file);
  const [sheet] = 'sheets' in read ? read.sheets : [sheetOfText(read.text)];
  return sheet!.lines.map(({ cells }) => cells[0]!.text);
}

describe.each([
  ['CSV', async (draft: Draft, form: Form) => csvOf(sheetOf(draft, form, NAMES))],
  ['a workbook', (draft: Draft, form: Form) => workbookOf(sheetOf(draft, form, NAMES))],
])('the file of a draft, as %s', (_, fileOf) => {
  it('comes back as the draft, cells and annex', async () => {
    const draft: Draft = {
      ...EMPTY,
      cells: [
        { row: '1.1', column: 'C', value: '2' },
        { row: '1.1', column: 'D', value: '-12117940.97' },
        { row: 'KDT', column: 'D', value: '9999999999999.99' },
      ],
      borrowers: [{ enterprise: '00123', rows: { C: ['1.1'] } }],
    };
    expect(await returnIn(await fileOf(draft, FORM))).toEqual(content(draft));
  });

  it('is refused where a cell holds what is no number, and the cell is named', async () => {
    const draft: Draft = { ...EMPTY, cells: [{ row: '1.1', column: 'D', value: '无 <&> "1"' }] };
    await expect(returnIn(await fileOf(draft, FORM))).rejects.toThrow(
      /C8 \(1\.1 × D\): 无 <&> "1" is no number/,
    );
  });

  it('has every row and column of an empty form, and nothing in them', async () => {
    const file = await fileOf(EMPTY, FORM);
    expect(await labelsOf(file)).toContain('KDT 行 KDT');
    expect(await returnIn(file)).toEqual(content(EMPTY));
  });

  it('has the blocks of all areas until one is begun', async () => {
    const form = { ...FORM, areas: 'COUNTY', tables: ['MAIN'] } as Form;
    const empty = emptyDraft('BNK_JJB', form, '2024-12');
    const lines = async (draft: Draft, area: string) =>
      (await labelsOf(await fileOf(draft, form))).filter((label) => label.startsWith(area)).length;
    expect([await lines(empty, '360402 濂溪区'), await lines(empty, '360403 浔阳区')]).toEqual([
      2, 2,
    ]);
    const begun = { ...empty, cells: [{ area: '360403', row: '1.1', column: 'D', value: '1' }] };
    expect([await lines(begun, '360402'), await lines(begun, '360403')]).toEqual([0, 2]);
    expect(await returnIn(await fileOf(begun, form))).toEqual(content(begun));
  });
});
