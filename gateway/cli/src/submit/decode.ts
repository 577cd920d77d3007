import { usage } from '../failure.ts';

/** Text of an uploaded file: UTF-8 with or without a byte order mark, else GB18030, in which Chinese Excel saves CSV. */
export function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw usage('文件既不是 UTF-8 也不是 GB18030 编码', 'the file is neither UTF-8 nor GB18030', {
    zh: '在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”后再报送。',
    en: 'Save it as "CSV UTF-8 (comma delimited)" in Excel or WPS.',
  });
}
