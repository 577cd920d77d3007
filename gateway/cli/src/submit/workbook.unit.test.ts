import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { workbookCsv } from './workbook.ts';

/** A zip archive: local entries, the central directory, and where that begins. */
function zip(files: Record<string, string | Buffer>, isPacked: boolean): Uint8Array {
  const [entries, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = isPacked ? deflateRawSync(content) : Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(isPacked ? 8 : 0, 4);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt16LE(name.length, 22);
    const begin = Buffer.alloc(4);
    begin.writeUInt32LE(at);
    const rest = [Buffer.alloc(8), begin];
    entries.push(Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), data);
    const head = [Buffer.from('PK\u0001\u0002'), Buffer.alloc(2), fields];
    directory.push(...head, Buffer.alloc(2), ...rest.slice(0, 1), begin, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...entries, central, end]);
}

const BOOK = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="填报" r:id="rId7"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="x.xml"/><Relationship Target="/xl/worksheets/first.xml" Id="rId7"/></Relationships>',
  'xl/sharedStrings.xml':
    '<sst><si><t>行</t></si><si><r><t>1.1 </t></r><r><t>科技 &lt;A&gt;</t></r><rPh sb="0"><t>kj</t></rPh></si></sst>',
};
const sheet = (rows: string) => ({
  ...BOOK,
  'xl/worksheets/first.xml': `<worksheet><cols><col/></cols><sheetData>${rows}</sheetData></worksheet>`,
});

const ROWS = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>D, 余额</t></is></c></row>
<row r="4" ht="15"><c r="A4" t="s"><v>1</v></c><c r="B4" s="3"/><c r="C4"><f>1+1</f><v>0.30000000000000004</v></c></row>
<row r="5"/>`;

describe('a workbook', () => {
  it.each([false, true])('is its first sheet, line for row (packed: %s)', async (isPacked) => {
    expect(await workbookCsv(zip(sheet(ROWS), isPacked))).toBe(
      ['', '行,,"D, 余额"', '', '1.1 科技 <A>,,0.3', ''].join('\n'),
    );
  });

  it('may be written with prefixes, and without references', async () => {
    const prefixed = '<x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c t="str"><x:v>b</x:v></x:c></x:row>';
    expect(await workbookCsv(zip(sheet(prefixed), true))).toBe('1,,b');
  });

  it('is refused where it is cut off, or grows beyond any return', async () => {
    const whole = zip(sheet(ROWS), true);
    await expect(decode(whole.slice(0, -40))).rejects.toThrow(/cannot be read/);
    const bomb = zip({ ...BOOK, 'xl/worksheets/first.xml': Buffer.alloc(65 * 2 ** 20) }, true);
    await expect(workbookCsv(bomb)).rejects.toThrow(/larger than any return/);
  });
});
