import { promisify } from 'node:util';
import { unzip, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { decompressFrame } from 'lz4-napi';
import { uncompress } from 'snappy';

// CommonJS: Node does not see this name from outside, though compilers and vitest do.
const { CompressionCodecs, CompressionTypes } = kafkajs;

/**
 * What a record batch may unfold to: eight commands of the largest size. A few kilobytes can unfold to gigabytes, and
 * are whoever sent them's own affair.
 */
export const UNFOLDED_MAX = 32 * 1024 * 1024;

const zipped = promisify(unzip);
const zstandard = promisify(zstdDecompress);
const LIMIT = { maxOutputLength: UNFOLDED_MAX };

/** All that Kafka's producers compress with. They are only read: nothing of ours compresses. */
export const codecs = {
  [CompressionTypes.GZIP]: (data: Buffer) => zipped(data, LIMIT),
  [CompressionTypes.Snappy]: unsnap,
  [CompressionTypes.LZ4]: (data: Buffer) => {
    unfoldsTo(frameBound(data));
    return decompressFrame(data);
  },
  [CompressionTypes.ZSTD]: (data: Buffer) => zstandard(data, LIMIT),
};

/** kafkajs keeps its codecs in one table for the whole process; of its own it has gzip, which goes on to compress. */
export function registerCodecs(): void {
  const { compress } = CompressionCodecs[CompressionTypes.GZIP]() as { compress: unknown };
  for (const type of Object.keys(codecs).map(Number) as (keyof typeof codecs)[]) {
    const decompress = async (data: Buffer) => codecs[type](data);
    const own = type === CompressionTypes.GZIP ? { compress } : {};
    CompressionCodecs[type] = () => ({ ...own, decompress });
  }
}

function unfoldsTo(bytes: number): void {
  if (bytes > UNFOLDED_MAX) throw new RangeError(`a batch unfolds to ${bytes} bytes or more`);
}

const XERIAL = Buffer.from('\x82SNAPPY\0', 'latin1');
/** Its mark, then two numbers of versions that nobody reads. */
const XERIAL_HEADER = 16;

/** Snappy as librdkafka writes it, or in the blocks of snappy-java, which Java and Python producers write. */
async function unsnap(data: Buffer): Promise<Buffer> {
  if (!data.subarray(0, XERIAL.length).equals(XERIAL)) return unsnapBlock(data, 0);
  const blocks: Buffer[] = [];
  let bytes = 0;
  for (let at = XERIAL_HEADER; at < data.length;) {
    const end = at + 4 + data.readUInt32BE(at);
    if (end > data.length) throw new RangeError('a Snappy block is cut off');
    const block = await unsnapBlock(data.subarray(at + 4, end), bytes);
    blocks.push(block);
    bytes += block.length;
    at = end;
  }
  return Buffer.concat(blocks);
}

async function unsnapBlock(block: Buffer, before: number): Promise<Buffer> {
  unfoldsTo(before + statedLength(block));
  return (await uncompress(block, { asBuffer: true })) as Buffer;
}

/** A Snappy block begins with the length of what it unfolds to, seven bits a byte. */
function statedLength(block: Buffer): number {
  let length = 0;
  for (const [index, byte] of block.subarray(0, 5).entries()) {
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return length;
  }
  throw new RangeError('a Snappy block without a length');
}

const LZ4_BLOCK_SIZES = [65_536, 262_144, 1_048_576, 4_194_304];

const LZ4_MAGIC = 0x184d2204;

/** At most how many bytes the blocks of an LZ4 frame unfold to, told without unfolding them. */
function frameBound(data: Buffer): number {
  if (data.readUInt32LE(0) !== LZ4_MAGIC) throw new RangeError('no LZ4 frame');
  const flags = data.readUInt8(4);
  const largest = LZ4_BLOCK_SIZES[((data.readUInt8(5) >> 4) & 7) - 4];
  if (largest === undefined) throw new RangeError('an LZ4 frame with an unknown block size');
  const checksum = flags & 0x10 ? 4 : 0;
  let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  let bytes = 0;
  for (let size = data.readUInt32LE(at); size !== 0; size = data.readUInt32LE(at)) {
    const stored = size & 0x7fffffff;
    bytes += Math.min(largest, stored * 255);
    at += 4 + stored + checksum;
  }
  return bytes;
}
