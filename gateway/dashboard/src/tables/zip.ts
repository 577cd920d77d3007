/** A file of an archive. */
export interface Entry {
  name: string;
  content: Uint8Array<ArrayBuffer>;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** By the browser itself: a library would want a worker of a kind that the page's policy does not allow. */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const [VERSION, UTF8, DEFLATE] = [20, 0x0800, 8];
/** The first day that the format knows: equal content makes an equal archive. */
const [TIME, DATE] = [0, 0x21];

type Field = readonly [value: number, width: 2 | 4];
const short = (...values: readonly number[]): Field[] => values.map((value) => [value, 2]);
const long = (...values: readonly number[]): Field[] => values.map((value) => [value, 4]);

/** Numbers one after the other, little endian. */
function packed(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

/** An archive of some files, compressed. */
export async function zipped(entries: readonly Entry[], type: string): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const title = new TextEncoder().encode(name);
    const data = await deflated(content);
    const what = [
      ...short(VERSION, UTF8, DEFLATE, TIME, DATE),
      ...long(checksum(content), data.length, content.length),
      ...short(title.length, 0),
    ];
    const head = packed([...long(0x04034b50), ...what]);
    const entry = [
      ...long(0x02014b50),
      ...short(VERSION),
      ...what,
      ...short(0, 0, 0),
      ...long(0, at),
    ];
    directory.push(packed(entry), title);
    parts.push(head, title, data);
    at += head.length + title.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = entries.length;
  const end = packed([
    ...long(0x06054b50),
    ...short(0, 0, count, count),
    ...long(size, at),
    ...short(0),
  ]);
  return new Blob([...parts, ...directory, end], { type });
}
