const END = 0x06_05_4b_50;
const ENTRY = 0x02_01_4b_50;
/** What follows the last signature: its fields, and a comment of at most 65,535 bytes. */
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

const STORED = 0;
const DEFLATED = 8;

/** More than any return has: an archive that grows beyond is none. */
const LARGEST = 64 * 2 ** 20;

/**
 * Reads one entry of a zip archive as text; undefined where there is none of that name.
 * @throws RangeError, TypeError where the bytes are no such archive
 */
export type ZipReader = (name: string) => Promise<string | undefined>;

/** Opens an archive by its central directory; nothing is unpacked until it is asked for. */
export function openZip(bytes: Uint8Array): ZipReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const entries = new Map<string, number>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new RangeError('no entry of an archive');
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    entries.set(new TextDecoder().decode(part(bytes, at + 46, name!)), at);
    at += 46 + name! + extra! + comment!;
  }
  return async (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    const method = view.getUint16(entry + 10, true);
    const local = view.getUint32(entry + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = part(bytes, start, view.getUint32(entry + 20, true));
    if (method === STORED) return new TextDecoder().decode(packed);
    if (method !== DEFLATED) throw new RangeError('no way to unpack it');
    return unpacked(packed);
  };
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new RangeError('no archive');
}

function part(bytes: Uint8Array, start: number, length: number): Uint8Array<ArrayBuffer> {
  if (start + length > bytes.length) throw new RangeError('the archive is cut off');
  return bytes.slice(start, start + length);
}

async function unpacked(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new RangeError('larger than any return');
    }
    text += decoder.decode(value, { stream: true });
  }
}
