import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type GraphQLError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayContext } from '../context.ts';
import { createServiceClient, type ServiceClient } from './client.ts';
import { heardIn, hearCut } from './cut.ts';
import { createLife, PATIENCE } from './life.ts';
import { createSource, type Source } from './source.ts';

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
    expect((await connect().post('{}', {}, false, createLife())).text).toBe('{"data":1}');
    expect(requests).toBe(2);
  });

  it('is not tried a third time', async () => {
    handler = reset;
    expect(await refusalOf(connect().post('{}', {}, false, createLife()))).toBe('UNAVAILABLE');
    expect(requests).toBe(2);
  });

  it('is never tried again for a mutation, which may have arrived', async () => {
    handler = reset;
    expect(await refusalOf(connect().post('{}', {}, true, createLife()))).toBe('UNAVAILABLE');
    expect(requests).toBe(1);
  });
});

describe('limits', () => {
  it('gives up at the deadline', async () => {
    handler = () => {};
    const life = createLife({ ...PATIENCE, query: 100 });
    life.begin('query');
    expect(await refusalOf(connect().post('{}', {}, false, life))).toBe('TIMEOUT');
    expect(requests).toBe(1);
    expect(await refusalOf(connect().post('{}', {}, false, life))).toBe('TIMEOUT');
    expect(requests).toBe(1);
  });

  it('gives up while it still waits for a connection', async () => {
    handler = () => {};
    const client = connect();
    const lives = Array.from({ length: 70 }, () => createLife({ ...PATIENCE, query: 100 }));
    const posts = lives.map((life) => refusalOf(client.post('{}', {}, false, life)));
    for (const life of lives) life.begin('query');
    expect(new Set(await Promise.all(posts))).toEqual(new Set(['TIMEOUT']));
  });

  it('closes the connection when the client has gone, but not under a mutation', async () => {
    const [query, mutation] = [createLife(), createLife()];
    let closed = 0;
    const answers: (() => void)[] = [];
    handler = (request, response) => {
      response.on('close', () => (closed += response.writableFinished ? 0 : 1));
      answers.push(() => json({ data: 1 })(request, response));
    };
    const client = connect();
    const posts = [client.post('{}', {}, false, query), client.post('{}', {}, true, mutation)];
    query.begin('query');
    mutation.begin('mutation');
    await expect.poll(() => answers.length).toBe(2);
    query.leave();
    mutation.leave();
    expect(await refusalOf(posts[0]!)).toBe('UNAVAILABLE');
    await expect.poll(() => closed).toBe(1);
    for (const answer of answers) answer();
    expect((await posts[1]!).text).toBe('{"data":1}');
  });

  it('does not ask a service that is known to be silent', async () => {
    handler = json({ data: 1 });
    const client = connect({ isSilent: () => true });
    expect(await refusalOf(client.post('{}', {}, false, createLife()))).toBe('UNAVAILABLE');
    expect(requests).toBe(0);
  });

  it('refuses at once what would be one too many in flight', async () => {
    const answers: (() => void)[] = [];
    handler = (request, response) => answers.push(() => json({ data: 1 })(request, response));
    const client = connect({ mostInFlight: 2 });
    const pending = [
      client.post('{}', {}, false, createLife()),
      client.post('{}', {}, false, createLife()),
    ];
    expect(await refusalOf(client.post('{}', {}, false, createLife()))).toBe('UNAVAILABLE');
    await expect.poll(() => answers.length).toBe(2);
    for (const answer of answers) answer();
    const texts = (await Promise.all(pending)).map(({ text }) => text);
    expect(texts).toEqual(['{"data":1}', '{"data":1}']);
    const next = client.post('{}', {}, false, createLife());
    await expect.poll(() => answers.length).toBe(3);
    answers[2]!();
    expect((await next).text).toBe('{"data":1}');
  });
});

describe('the data source', () => {
  const schema = buildSchema('type Query { a: JSON, b: Int } scalar JSON');
  const contextOf = (more: object = {}): GatewayContext =>
    ({
      heard: [],
      unavailable: new Set(),
      life: createLife(),
      ...more,
    }) as unknown as GatewayContext;
  const processed = (source: Source, request: object, context: GatewayContext) =>
    source.process({ request, context, incomingRequestContext: { schema } } as never);
  const ask = (context: GatewayContext) =>
    processed(
      createSource(connect(), () => {}),
      { query: '{ a }', variables: { x: 1 } },
      context,
    );

  it('hands on who asks, at which cut, and under which id', async () => {
    handler = (request, response) => json({ data: { a: request.headers } })(request, response);
    const context = contextOf({ requestId: 'request-1', authorization: 'Bearer t', cut: 77 });
    expect((await ask(context)).data!['a']).toMatchObject({
      authorization: 'Bearer t',
      'x-qianfan-cut': '77',
      'x-request-id': 'request-1',
    });
  });

  it('does not send again what a plan has asked, and gives the answer as it came', async () => {
    handler = json({ data: { a: {} } });
    const source = createSource(connect(), () => {});
    const context = contextOf();
    const request = { query: '{ a }', variables: { x: 1 } };
    const heard = await source.ask(JSON.stringify(request), false, context);
    (heard.data as { a: unknown }).a = 'changed';

    const answer = () => processed(source, request, context);
    expect(await answer()).toEqual({ data: { a: {} } });
    expect(requests).toBe(1);
    expect(await answer()).toEqual({ data: { a: {} } });
    expect(requests).toBe(2);
  });

  it('takes an answer that is none for a service that is not there, and says so', async () => {
    for (const body of ['<html>', '[]', 'null', '{}']) {
      handler = (_, response) => response.end(body);
      const context = contextOf();
      const { errors } = await ask(context);
      expect(errors, body).toMatchObject([
        { path: ['a'], extensions: { code: 'UNAVAILABLE', service: 'banks' } },
      ]);
      expect([...context.unavailable]).toEqual(['banks']);
    }
  });
});

describe('/cut/stream', () => {
  it.each([
    [{ cut: 5 }, { cut: 5, facts: 0 }],
    [
      { cut: 5, facts: 7 },
      { cut: 5, facts: 7 },
    ],
    [{ cut: null }, { cut: null, facts: 0 }],
    [{ cut: 0 }, { cut: null, facts: 0 }],
    [{ cut: '5' }, undefined],
    [{ cut: 5, facts: 'all' }, undefined],
    [{}, undefined],
    [null, undefined],
    ['nonsense', undefined],
  ])('says %j: %s', (line, expected) => {
    expect(heardIn(JSON.stringify(line))).toEqual(expected);
  });

  it('is nonsense where it is not JSON', () => {
    expect(heardIn('<html>')).toBeUndefined();
  });

  /** What is heard until there were so many; the listener is left then. */
  const heardFrom = (client: ServiceClient, count: number) =>
    new Promise<(number | null | undefined)[]>((resolve) => {
      const all: (number | null | undefined)[] = [];
      const leave = hearCut(client)((said) => {
        all.push(said);
        if (all.length < count) return;
        leave();
        resolve(all);
      });
    });

  it('is heard line by line, however the lines arrive', async () => {
    handler = (_, response) => {
      response.write('{"cut":1}\n{"cu');
      setTimeout(() => response.write('t":2}\n'), 50);
    };
    expect(await heardFrom(connect(), 2)).toEqual([1, 2]);
  });

  it('is heard again after it broke, with the silence between', async () => {
    handler = (request, response) => {
      if (requests === 1) return reset(request, response);
      response.write('{"cut":3}\n');
      setTimeout(() => response.destroy(), 50);
    };
    expect(await heardFrom(connect(), 4)).toEqual([undefined, 3, undefined, 3]);
  });

  it('is silent where nobody answers, or something else does', async () => {
    expect(await heardFrom(connect({ url: 'http://127.0.0.1:9' }), 1)).toEqual([undefined]);
    handler = (_, response) => response.writeHead(503).end('{"cut":1}\n');
    expect(await heardFrom(connect(), 1)).toEqual([undefined]);
  });

  it('is silent once it stalls', async () => {
    handler = (_, response) => void response.write('{"cut":4}\n');
    expect(await heardFrom(connect(), 2)).toEqual([4, undefined]);
  });
});
