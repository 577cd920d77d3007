import { crc32, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { workbookOf } from './workbook.ts';

/** Every file of an archive by its name, found by the directory at its end and held against its checksum. */
async function filesOf(blob: Blob): Promise<Map<string, string>> {
  const archive = Buffer.from(await blob.arrayBuffer());
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let n = archive.readUInt16LE(end + 10); n > 0; n -= 1) {
    const size = archive.readUInt32LE(at + 20);
    const length = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    const start = local + 30 + archive.readUInt16LE(local + 26);
    const content = inflateRawSync(archive.subarray(start, start + size));
    expect(archive.readUInt32LE(at + 16), name).toBe(crc32(content));
    files.set(name, content.toString('utf8'));
    at += 46 + length;
  }
  return files;
}

it('a workbook holds numbers as numbers, texts as they are, and what it is about', async () => {
  const blob = await workbookOf({
    title: '贷款 <余额> & 增速',
    about: [['口径', '高新技术企业']],
    headers: ['机构', '亿元'],
    rows: [
      ['九江\u0001银行', 112.81],
      ['=1+1', null],
    ],
  });
  const files = await filesOf(blob);
  expect([...files.keys()]).toContain('[Content_Types].xml');
  const sheet = files.get('xl/worksheets/sheet1.xml')!;
  expect(sheet).toContain('贷款 &lt;余额&gt; &amp; 增速');
  expect(sheet).toContain('<c><v>112.81</v></c>');
  expect(sheet).toContain('>九江银行<');
  // A text, never a formula.
  expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c/>');
});

it('of twenty thousand rows holds every one', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => [`banks/1/${n}`, n]);
  const files = await filesOf(
    await workbookOf({ title: '', about: [], headers: ['a', 'b'], rows }),
  );
  expect(files.get('xl/worksheets/sheet1.xml')!.split('<row>')).toHaveLength(20_000 + 4);
});
