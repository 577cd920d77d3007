import type { IHeaders, KafkaMessage } from 'kafkajs';
import { describe, expect, test } from 'vitest';
import { readIncoming } from './incoming.ts';

const message = (value: string | Buffer | null, headers: IHeaders = {}): KafkaMessage => ({
  key: null,
  value: value === null ? null : Buffer.from(value),
  headers,
  timestamp: '0',
  attributes: 0,
  offset: '0',
});

const BINARY: IHeaders = {
  ce_specversion: '1.0',
  ce_id: 'c-1',
  ce_source: 'urn:bank:JJB',
  ce_type: 'banks.RepayLoan',
};
const EVENT = { specversion: '1.0', id: 'c-1', source: 'urn:bank:JJB', type: 'banks.RepayLoan' };
const body = { loan: 'L-1', note: '千帆' };
const json = JSON.stringify;
const read = { id: 'c-1', type: 'banks.RepayLoan', body };

describe('a command is read', () => {
  test.each([
    ['binary', message(json(body), BINARY), undefined],
    ['binary, bearer', message(json(body), { ...BINARY, authorization: 'Bearer t' }), 'Bearer t'],
    ['binary, bare token', message(json(body), { ...BINARY, ce_authorization: 't' }), 'Bearer t'],
    [
      'binary, header twice',
      message(json(body), { ...BINARY, authorization: ['a', 'b'] }),
      'Bearer a',
    ],
    ['one JSON line', message(json({ ...EVENT, token: 't', data: body })), 'Bearer t'],
    [
      'structured, by its content type',
      message(json({ ...EVENT, data: body }), { 'content-type': 'application/cloudevents+json' }),
      undefined,
    ],
    [
      'structured, data in base64',
      message(json({ ...EVENT, data_base64: Buffer.from(json(body)).toString('base64') })),
      undefined,
    ],
  ])('%s', (_, incoming, authorization) => {
    expect(readIncoming(incoming)).toEqual({ ...read, authorization });
  });
});

describe('what is none says why, and whose it is', () => {
  const deep = '['.repeat(65) + ']'.repeat(65);
  test.each([
    ['empty', message(null, BINARY), 'empty'],
    ['no JSON', message('{', BINARY), 'JSON'],
    ['no UTF-8', message(Buffer.from([0x22, 0xff, 0x22]), BINARY), 'UTF-8'],
    ['too deep', message(deep, BINARY), 'nesting > 64'],
    ['a name twice', message('{"amount":"1.00","amount":"2.00"}', BINARY), '“amount” × 2'],
    ['a list', message('[]'), 'JSON object'],
    ['null', message('null'), 'JSON object'],
    ['another version', message('{}', { ...BINARY, ce_specversion: '0.3' }), 'specversion 1.0'],
    [
      'no version',
      message(json({ ...EVENT, specversion: undefined, data: body })),
      'specversion 1.0',
    ],
    ['no id', message(json({ ...EVENT, id: 7, data: body })), 'id'],
    ['no source', message('{}', { ...BINARY, ce_source: undefined }), 'source'],
    ['no type', message(json({ ...EVENT, type: '', data: body })), 'type'],
    ['no data', message(json(EVENT)), 'data'],
    [
      'data in base64 that is no text',
      message(json({ ...EVENT, data_base64: { toString: 0 } })),
      'data',
    ],
    ['data in base64 that is no JSON', message(json({ ...EVENT, data_base64: 'AAAA' })), 'data'],
  ])('%s', (_, incoming, why) => {
    expect(readIncoming(incoming)).toMatchObject({ why });
  });

  test('brackets within a string do not nest', () => {
    const note = `\\"${'[{'.repeat(100)}`;
    expect(readIncoming(message(json({ note }), BINARY))).toMatchObject({ body: { note } });
  });

  const long = 'x'.repeat(1_000_000);
  test.each([
    ['in a header', message('{}', { ...BINARY, ce_id: long }), 'id'],
    ['in an event', message(json({ ...EVENT, id: long, data: body })), 'id'],
    ['before no JSON', message('{', { ...BINARY, ce_id: long }), 'JSON'],
    ['as type', message('{}', { ...BINARY, ce_type: long }), 'type'],
  ])('an endless name %s is not repeated in the answer', (_, incoming, why) => {
    const read = readIncoming(incoming);
    expect(read).toMatchObject({ why });
    expect(json(read).length).toBeLessThan(1_000);
  });

  test('junk keeps its sender', () => {
    const junk = message('{', { ...BINARY, authorization: 'Bearer t' });
    expect(readIncoming(junk)).toEqual({ authorization: 'Bearer t', id: 'c-1', why: 'JSON' });
  });
});
