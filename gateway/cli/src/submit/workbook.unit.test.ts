import { expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/universal';
import { decode } from './decode.ts';
import { periodAgain } from './spreadsheet.ts';

type Cell = { value: string | number | Date; format?: string } | null;

const workbook = async (rows: Cell[][]): Promise<Uint8Array<ArrayBuffer>> => {
  const blob = await writeXlsxFile(rows).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
};

it('is its first sheet, line for row, blanks where nothing is', async () => {
  const book = await workbook([
    [{ value: '行' }, null, { value: 'D, 余额' }],
    [],
    [{ value: '1.1' }, null, { value: 0.1 + 0.2 }],
    [{ value: '科技 <A> & "B"' }, { value: -12_345_678.9 }, null],
  ]);
  expect(await decode(book)).toBe(
    ['行,,"D, 余额"', '', '1.1,,0.3', '"科技 <A> & ""B""",-12345678.9'].join('\n'),
  );
});

it('has a date where a spreadsheet made one of a period', async () => {
  const [head, period] = [{ value: '报告期' }, { value: new Date('2024-12-01T00:00:00Z') }];
  const text = await decode(await workbook([[head, { ...period, format: 'yyyy-mm' }]]));
  expect(text).toBe('报告期,2024-12-01');
  expect(periodAgain(text.split(',')[1]!)).toBe('2024-12');
});

it('is refused where it is cut off or holds no sheet', async () => {
  const whole = await workbook([[{ value: '行' }]]);
  for (const bytes of [whole.slice(0, -40), whole.slice(0, 200)]) {
    await expect(decode(bytes)).rejects.toThrow(/cannot be read/);
  }
});
