import { FACT_HEADERS } from '@qianfan/schema/asyncapi/envelope';
import type { KafkaMessage, Message } from 'kafkajs';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { factOf, type JournalRow } from '../journal/row.ts';
import { factOfMessage, messageOf } from './envelope.ts';

const row: JournalRow = {
  partition: 3,
  pos: 1207,
  key: 'BNK_JJB',
  stream: 'return:2024-12',
  type: 'banks.ReturnAccepted.v1',
  institution: 'BNK_JJB',
  actor: '张三 ü',
  period: '2024-12',
  receivedAt: 1_735_000_000_000_001,
  recordedAt: 1_735_000_000_000_003,
  knownAt: 1_704_067_199_999_999,
  commandId: 'c-1',
  ordinal: 2,
  digest: `sha256:${'1'.repeat(64)}`,
  synthetic: true,
  body: '{"cells":["1.00",null],"note":"千帆"}',
  hash: `sha256:${'2'.repeat(64)}`,
};

/** As kafkajs hands it out: bytes everywhere. */
function received({ key, value, headers = {} }: Message): KafkaMessage {
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(String(text))]);
  return {
    key: Buffer.from(String(key)),
    value: Buffer.from(String(value)),
    headers: Object.fromEntries(bytes),
    timestamp: '0',
    attributes: 0,
    offset: '0',
  };
}

test('a fact is a CloudEvent 1.0 in binary mode, its value the body as the journal holds it', () => {
  const { partition, key, value, headers } = messageOf('banks', row);
  expect({ partition, key, value }).toEqual({ partition: 3, key: 'BNK_JJB', value: row.body });
  expect(headers).toMatchObject({
    ce_specversion: '1.0',
    ce_id: 'banks/3/1207',
    ce_source: 'urn:qianfan:banks',
    ce_type: 'banks.ReturnAccepted.v1',
    ce_subject: 'BNK_JJB',
    ce_time: '2023-12-31T23:59:59.999999Z',
    ce_dataschema: 'urn:qianfan:schema:banks.ReturnAccepted.v1',
    ce_partition: '3',
    ce_pos: '1207',
    ce_hash: row.hash,
  });
  expect([...Value.Errors(FACT_HEADERS, headers)]).toEqual([]);
  const names = Object.keys(headers!).filter((name) => name.startsWith('ce_'));
  expect(names.filter((name) => !/^ce_[a-z0-9]{1,20}$/.test(name))).toEqual([]);
});

test.each([
  ['of a period', row],
  ['of none', { ...row, ordinal: 0, synthetic: false, period: null }],
])('what is written is read: %s', (_, written) => {
  expect(factOfMessage(received(messageOf('banks', written)))).toEqual(factOf('banks', written));
});

test.each([
  ['no header', {}],
  ['another source', { ce_source: 'urn:bank:JJB' }],
  ['a position that is none', { ce_pos: '-1' }],
  ['a partition that does not exist', { ce_partition: '12' }],
  ['an instant that is none', { ce_knownat: 'yesterday' }],
  ['no hash', { ce_hash: undefined }],
])('a message that is no fact is told from one: %s', (_, changes) => {
  const message = received(messageOf('banks', row));
  const headers = Object.keys(changes).length === 0 ? {} : { ...message.headers, ...changes };
  expect(() => factOfMessage({ ...message, headers } as KafkaMessage)).toThrow(RangeError);
});
