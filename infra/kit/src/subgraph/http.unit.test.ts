import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { createHttp } from './http.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = createHttp(createLogger('test', 'silent'));
  app.route({
    method: ['GET', 'POST'],
    url: '/door',
    handler: ({ body, query }) => ({ body, query }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => app.close());

interface Answer {
  status: number;
  code: string | undefined;
  told: { body?: unknown; query?: unknown };
}

/** The very bytes: what `fetch` would make of an address or of a text is not asked for. */
const ask = (path: string, type?: string, body?: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo;
    const request = send(
      {
        ...{ agent: false, port, host: '127.0.0.1', method: body ? 'POST' : 'GET', path },
        headers: type === undefined ? {} : { 'content-type': type },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const told = JSON.parse(Buffer.concat(parts).toString()) as Answer['told'] & {
            errors?: { extensions: { code: string } }[];
          };
          resolve({
            status: response.statusCode!,
            code: told.errors?.[0]?.extensions.code,
            told,
          });
        });
      },
    );
    request.on('error', (e) => reject(new Error(path + String(body), { cause: e })));
    request.end(body);
  });

const JSON_TYPE = 'application/json';
const CHINESE = Buffer.from('{"name":"科技"}');
/** The same in GBK. */
const GBK = Buffer.concat([
  Buffer.from('{"name":"'),
  Buffer.from([0xbf, 0xc6, 0xbc, 0xbc]),
  Buffer.from('"}'),
]);

describe('what comes to a door', () => {
  it.each([
    JSON_TYPE,
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; Charset=utf8',
  ])('is read as UTF-8, of the type %s', async (type) => {
    const { status, told } = await ask('/door', type, CHINESE);
    expect([status, told.body]).toEqual([200, { name: '科技' }]);
  });

  it.each(['gbk', 'GB18030', '"utf-16le"', 'iso-8859-1', 'us-ascii', ''])(
    'is refused in another charset: %s',
    async (charset) => {
      for (const body of [CHINESE, GBK, undefined]) {
        const answer = await ask('/door', `application/json; charset=${charset}`, body);
        expect([answer.status, answer.code]).toEqual([415, 'BAD_USER_INPUT']);
      }
    },
  );

  const broken: [name: string, bytes: number[]][] = [
    ['GBK', [0xbf, 0xc6]],
    ['a lone byte', [0xff]],
    ['a character cut off', [0xe7, 0xa7]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ];

  it.each(broken)('is refused where it is no UTF-8: %s', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]);
    const percent = bytes.map((byte) => `%${byte.toString(16).toUpperCase()}`).join('');
    for (const answer of [
      await ask('/door', JSON_TYPE, body),
      await ask(`/door?query=${percent}`),
      await ask(`/door?variables=${percent}`),
      await ask(`/door?${percent}=1`),
      await ask(`/door/${percent}`),
      await ask(`/door?query=${String.fromCharCode(...bytes)}`),
      await ask(`/door?query=${percent}`, JSON_TYPE, CHINESE),
    ]) {
      expect([answer.status, answer.code]).toEqual([400, 'BAD_USER_INPUT']);
    }
  });

  it('is read from an address that is percent-encoded', async () => {
    const { told } = await ask(`/door?query=${encodeURIComponent('{ 科技 }')}&a=+b`);
    expect(told.query).toEqual({ query: '{ 科技 }', a: ' b' });
    expect((await ask('/door?query=%zz')).status).toBe(400);
  });

  it.each(['variables', 'extensions'])(
    'is refused where JSON says a name twice, in %s of a GET as in a body',
    async (name) => {
      const texts = ['{"p":1,"p":2}', '{"a":[{"p":1,"p":1}]}', '['.repeat(65) + ']'.repeat(65)];
      for (const text of texts) {
        const get = await ask(`/door?${name}=${encodeURIComponent(text)}`);
        const post = await ask('/door', JSON_TYPE, Buffer.from(`{"${name}":${text}}`));
        expect([get, post].map(({ status, code }) => [status, code])).toEqual([
          [400, 'BAD_USER_INPUT'],
          [400, 'BAD_USER_INPUT'],
        ]);
      }
      expect((await ask(`/door?${name}=${encodeURIComponent('{"p":1,"q":1}')}`)).status).toBe(200);
    },
  );
});
