import { inflateRawSync } from 'node:zlib';

/** One file of a ZIP archive, found by its name in the central directory. */
export function unzipped(archive: Buffer, name: string): string {
  const header = archive.indexOf(`PK\u0001\u0002`, 0, 'latin1');
  for (let at = header; archive.readUInt32LE(at) === 0x02014b50;) {
    const [size, length, extra, comment] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? archive.readUInt32LE(at + offset) : archive.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const isStored = archive.readUInt16LE(at + 10) === 0;
    const local = archive.readUInt32LE(at + 42);
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) {
      const start =
        local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + size);
      return (isStored ? data : inflateRawSync(data)).toString('utf8');
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`no ${name} in the archive`);
}
