import { usage } from '../failure.ts';
import { workbookCsv } from './workbook.ts';

const AS_CSV = {
  zh: '在 Excel 或 WPS 中另存为 .xlsx 工作簿或“CSV UTF-8（逗号分隔）”后再报送。',
  en: 'Save it as a workbook (.xlsx) or as "CSV UTF-8 (comma delimited)" in Excel or WPS.',
};

const beginsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, n) => bytes[n] === byte);

/** Text of an uploaded file: of a workbook its first sheet as CSV; UTF-8 with or without a byte order mark, else GB18030, in which Chinese Excel saves CSV. */
export async function decode(bytes: Uint8Array): Promise<string> {
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    return workbookCsv(bytes).catch(() => {
      throw usage('工作簿无法读取', 'the workbook cannot be read', AS_CSV);
    });
  }
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw usage('旧版 .xls 工作簿无法读取', 'a workbook of the old kind, .xls', AS_CSV);
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
