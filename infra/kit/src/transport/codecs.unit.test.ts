import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';
import fc from 'fast-check';
import { CompressionTypes } from 'kafkajs';
import { compressFrame } from 'lz4-napi';
import { compress } from 'snappy';
import { expect, test } from 'vitest';
import { codecs, UNFOLDED_MAX } from './codecs.ts';

/** snappy-java's blocks, as Kafka's Java and Python clients write them. */
async function xerial(data: Buffer): Promise<Buffer> {
  const head = Buffer.concat([Buffer.from('\x82SNAPPY\0', 'latin1'), Buffer.alloc(8)]);
  const parts: Buffer[] = [head];
  for (let at = 0; at < data.length; at += 32_768) {
    const block = await compress(data.subarray(at, at + 32_768));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

const WRITERS = [
  ['gzip', CompressionTypes.GZIP, promisify(gzip)],
  ['snappy', CompressionTypes.Snappy, (data: Buffer) => compress(data)],
  ['snappy in blocks', CompressionTypes.Snappy, xerial],
  ['lz4', CompressionTypes.LZ4, (data: Buffer) => compressFrame(data)],
  [
    'lz4 with checksums',
    CompressionTypes.LZ4,
    (data: Buffer) => compressFrame(data, { contentChecksum: true, blockChecksums: true }),
  ],
  ['zstd', CompressionTypes.ZSTD, promisify(zstdCompress)],
] as const;

const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 4_000 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([part, times]) => Buffer.alloc(part.length * times, part)),
);

test.each(WRITERS)('%s is read as it was written', async (_, type, write) => {
  await fc.assert(
    fc.asyncProperty(bytes, async (data) => {
      const read = await codecs[type](await write(Buffer.from(data)));
      expect(Buffer.compare(read, Buffer.from(data))).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test.each(WRITERS)('%s that unfolds without end is refused', async (_, type, write) => {
  const bomb = await write(Buffer.alloc(UNFOLDED_MAX + 1));
  await expect((async () => codecs[type](bomb))()).rejects.toThrow(/larger than|unfolds to/);
});

test.each(WRITERS)(
  '%s that was cut off or changed ends in an error or in bytes',
  async (_, type, write) => {
    const whole = await write(Buffer.from('千帆'.repeat(500)));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, to, cut) => {
        const broken = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) broken[at] = to;
        const read = await (async () => codecs[type](broken))().catch(() => Buffer.alloc(0));
        expect(read.length).toBeLessThanOrEqual(UNFOLDED_MAX);
      }),
      { numRuns: 60 },
    );
  },
);
