import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphQLError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../context.ts';
import { createServiceClient, type ServiceClient } from './client.ts';
import { askCut } from './cut.ts';
import { createSource } from './source.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handler: Handler;
let requests = 0;
let url: string;
const server = createServer((request, response) => {
  requests += 1;
  request.resume().on('end', () => handler(request, response));
});
const clients: ServiceClient[] = [];

const connect = (options: Partial<Parameters<typeof createServiceClient>[0]> = {}) => {
  const client = createServiceClient({ service: 'banks', url, ...options });
  clients.push(client);
  return client;
};
const json =
  (body: unknown): Handler =>
  (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
const reset: Handler = (request) => request.socket.destroy();
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: GraphQLError) => error.extensions['code'],
  );

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  requests = 0;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a broken connection', () => {
  it('is tried once more for a query', async () => {
    handler = (request, response) =>
      (requests === 1 ? reset : json({ data: 1 }))(request, response);
    expect(await connect().post('{}', {}, false)).toBe('{"data":1}');
    expect(requests).toBe(2);
  });

  it('is not tried a third time', async () => {
    handler = reset;
    expect(await refusalOf(connect().post('{}', {}, false))).toBe('UNAVAILABLE');
    expect(requests).toBe(2);
  });

  it('is never tried again for a mutation, which may have arrived', async () => {
    handler = reset;
    expect(await refusalOf(connect().post('{}', {}, true))).toBe('UNAVAILABLE');
    expect(requests).toBe(1);
  });
});

describe('limits', () => {
  it('gives up at the deadline', async () => {
    handler = () => {};
    const client = connect({ queryDeadline: 100 });
    expect(await refusalOf(client.post('{}', {}, false))).toBe('TIMEOUT');
    expect(requests).toBe(1);
  });

  it('refuses at once what would be one too many in flight', async () => {
    const answers: (() => void)[] = [];
    handler = (request, response) => answers.push(() => json({ data: 1 })(request, response));
    const client = connect({ mostInFlight: 2 });
    const pending = [client.post('{}', {}, false), client.post('{}', {}, false)];
    expect(await refusalOf(client.post('{}', {}, false))).toBe('UNAVAILABLE');
    await expect.poll(() => answers.length).toBe(2);
    for (const answer of answers) answer();
    expect(await Promise.all(pending)).toEqual(['{"data":1}', '{"data":1}']);
    const next = client.post('{}', {}, false);
    await expect.poll(() => answers.length).toBe(3);
    answers[2]!();
    expect(await next).toBe('{"data":1}');
  });
});

describe('the data source', () => {
  const ask = (context: object) =>
    createSource(connect(), () => {}).process({
      request: { query: '{ a }', variables: { x: 1 } },
      context,
    } as never);

  it('hands on who asks, at which cut, and under which id', async () => {
    handler = (request, response) => json({ data: request.headers })(request, response);
    const context = { requestId: 'request-1', authorization: 'Bearer t', cut: 77 };
    expect((await ask(context)).data).toMatchObject({
      authorization: 'Bearer t',
      'x-qianfan-cut': '77',
      'x-request-id': 'request-1',
    });
  });

  it('does not send again what a plan has asked, and gives the answer as it came', async () => {
    handler = json({ data: { a: {} } });
    const source = createSource(connect(), () => {});
    const context = { heard: [], unavailable: new Set() } as unknown as GatewayContext;
    const request = { query: '{ a }', variables: { x: 1 } };
    const { data } = await source.ask(JSON.stringify(request), false, context);
    data!['a'] = 'changed';

    const answer = () => source.process({ request, context } as never);
    expect(await answer()).toEqual({ data: { a: {} } });
    expect(requests).toBe(1);
    expect(await answer()).toEqual({ data: { a: {} } });
    expect(requests).toBe(2);
  });

  it('takes an answer that is none for a service that is not there, and says so', async () => {
    for (const body of ['<html>', '[]', 'null', '{}']) {
      handler = (_, response) => response.end(body);
      const unavailable = new Set<string>();
      const { errors } = await ask({ unavailable });
      expect(errors, body).toMatchObject([
        { extensions: { code: 'UNAVAILABLE', service: 'banks' } },
      ]);
      expect([...unavailable]).toEqual(['banks']);
    }
  });
});

describe('/cut', () => {
  it.each([
    [{ cut: 5 }, 5],
    [{ cut: null }, null],
    [{ cut: 0 }, null],
    [{ cut: '5' }, undefined],
    [{}, undefined],
    ['nonsense', undefined],
  ])('says %j: %s', async (body, expected) => {
    handler = json(body);
    expect(await askCut(connect())()).toBe(expected);
  });

  it('is silent where nobody answers', async () => {
    expect(await askCut(connect({ url: 'http://127.0.0.1:9' }))()).toBeUndefined();
  });
});
