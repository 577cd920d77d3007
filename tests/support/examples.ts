import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clerksFiles } from '@qianfan/demo/examples';
import { returnOf } from '@qianfan/demo/returns/submissions';

/** The clerk's two files of the province, made for the small demonstration: paths, the text too. */
export function smallExamples() {
  const latest = returnOf({
    bank: 'BNK_JJB',
    period: '2024-12',
    revision: 2,
    on: ['2025-02-18', '10:45'],
  });
  const { right, mistakes } = clerksFiles(latest);
  const folder = mkdtempSync(join(tmpdir(), 'qianfan-examples-'));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    right: { text: right, path: file('right.csv', right) },
    mistakes: { text: mistakes, path: file('mistakes.csv', mistakes) },
  };
}
