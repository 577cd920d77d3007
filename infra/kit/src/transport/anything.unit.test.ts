import fc from 'fast-check';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { expect, test } from 'vitest';
import { factOfMessage } from './envelope.ts';
import { readIncoming } from './incoming.ts';

const NAMES = [
  'authorization',
  'ce_authorization',
  ...['id', 'type', 'source', 'specversion', 'partition', 'pos', 'key', 'knownat'].map(
    (name) => `ce_${name}`,
  ),
  'content-type',
  '__proto__',
  'constructor',
  '',
];

const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some));
/** What a header may be on the wire, and what kafkajs makes of it when it comes twice. */
const header = fc.oneof(
  fc.constant(null),
  fc.constant(undefined),
  bytes,
  fc.string().map((text) => Buffer.from(text)),
  fc.constantFrom('1.0', 'urn:qianfan:banks', '3', '-1', '1e400', 'Bearer x').map(Buffer.from),
  fc.array(fc.oneof(bytes, fc.constant(null)), { maxLength: 3 }),
);
const value = fc.oneof(
  fc.constant(null),
  bytes,
  fc.json().map((text) => Buffer.from(text)),
  fc
    .record(
      {
        specversion: fc.anything(),
        id: fc.anything(),
        token: fc.anything(),
        data_base64: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map((event) => {
      try {
        return Buffer.from(JSON.stringify(event));
      } catch {
        return Buffer.from('{}');
      }
    }),
);
const message = fc
  .record({ headers: fc.dictionary(fc.constantFrom(...NAMES), header), value, gone: fc.boolean() })
  .map(
    ({ headers, value: body, gone }) =>
      ({
        key: null,
        value: body,
        offset: '7',
        timestamp: '0',
        attributes: 0,
        ...(gone ? {} : { headers: headers as IHeaders }),
      }) as KafkaMessage,
  );

test('whatever a message holds, it is a command or junk that says why', () => {
  fc.assert(
    fc.property(message, (one) => {
      const read = readIncoming(one);
      expect('why' in read ? read.why : read.type).not.toBe('');
      expect(['string', 'undefined']).toContain(typeof read.authorization);
      expect(['string', 'undefined']).toContain(typeof read.id);
    }),
    { numRuns: 2_000 },
  );
});

test('what stands for a batch that cannot be decoded is junk, with the reason', () => {
  const unreadable = new Error('no codec 5 is known');
  const one = { key: null, value: null, offset: '9', timestamp: '0', headers: {}, unreadable };
  expect(readIncoming(one as unknown as KafkaMessage)).toEqual({
    authorization: undefined,
    id: undefined,
    why: 'no codec 5 is known',
  });
});

test('whatever a message of a facts topic holds, it is a fact or a plain error', () => {
  fc.assert(
    fc.property(message, (one) => {
      try {
        expect(factOfMessage(one).service).toBe('banks');
      } catch (error) {
        expect(error instanceof RangeError || error instanceof SyntaxError).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
