import { describe, expect, it } from 'vitest';
import { csvOf } from './export.ts';

describe('a table as CSV', () => {
  it('says what it is about, quotes what needs it, and hands a spreadsheet no formula', () => {
    const text = csvOf({
      title: '排名',
      about: [['单位', '亿元']],
      headers: ['机构', '余额'],
      rows: [
        ['九江,银行', 188.01],
        ['=HYPERLINK("x")', null],
        ['-0.57', -3],
      ],
    });
    expect(text).toBe(
      '\uFEFF排名\r\n单位,亿元\r\n\r\n机构,余额\r\n"九江,银行",188.01\r\n"\'=HYPERLINK(""x"")",\r\n-0.57,-3\r\n',
    );
  });
});
