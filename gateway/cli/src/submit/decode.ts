import { usage } from '../failure.ts';

const AS_CSV = {
  zh: '在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”后再报送。',
  en: 'Save it as "CSV UTF-8 (comma delimited)" in Excel or WPS.',
};

/** How .xlsx and .xls begin. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/** Text of an uploaded file: UTF-8 with or without a byte order mark, else GB18030, in which Chinese Excel saves CSV. */
export function decode(bytes: Uint8Array): string {
  if (WORKBOOKS.some((magic) => magic.every((byte, n) => bytes[n] === byte))) {
    throw usage('这是 Excel 工作簿，不是 CSV', 'this is a workbook, not CSV', AS_CSV);
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw usage(
    '文件既不是 UTF-8 也不是 GB18030 编码',
    'the file is neither UTF-8 nor GB18030',
    AS_CSV,
  );
}
