import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { createClient } from 'graphql-sse';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';

const QUERY = 'subscription { cutMoved { at services { service cut facts available } } }';

/** What is JSON and no request of GraphQL's. */
const BODIES = [
  ...['null', '0', '1', 'true', 'false', '[]', '[[]]', '"x"', '""', '{}'],
  ...['{"query":null}', '{"query":0}', '{"query":{}}', '{"query":[]}', '{"query":""}'],
  ...['{"query":"{cut{at}}","variables":0}', '{"query":"{cut{at}}","variables":"x"}'],
  ...['{"query":"{cut{at}}","operationName":{}}', '{"query":"{cut{at}}","extensions":"x"}'],
  '{"query":"{"}',
];

interface Moved {
  at: string;
  services: { service: string; cut: string; facts: number; available: boolean }[];
}

/** Longer than any event is held back. */
const aWhile = () => new Promise((done) => setTimeout(done, 1_300));

let house: House;
const ends: (() => void)[] = [];

beforeAll(async () => {
  house = await openHouse();
  await aWhile(); // until every service was heard, and that was told
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => house.stop());

/** Follows the stream as the page does; `next` resolves with the next event. */
async function follow({ seconds = 600 } = {}) {
  const token = await house.issuer.mintToken(demoAccounts.regulator, seconds);
  const client = createClient({
    url: `${house.gateway}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const events = client.iterate<{ cutMoved: Moved }>({ query: QUERY });
  ends.push(() => client.dispose());
  return {
    next: async () => {
      const { value, done } = await events.next();
      return done ? undefined : value.data!.cutMoved;
    },
  };
}

const factsOf = (moved: Moved | undefined, service: string) =>
  moved!.services.find((state) => state.service === service)!;

describe('the stream', () => {
  it('tells the present state at once', async () => {
    const moved = await (await follow()).next();
    expect(moved!.at).toMatch(/^20\d\d-\d\d-\d\dT.*Z$/);
    expect(moved!.services.map(({ service }) => service)).toEqual([
      'regulators',
      'banks',
      'programmes',
    ]);
    expect(moved!.services.every(({ available }) => available)).toBe(true);
  });

  it('tells a new fact once all services can be read up to it, and not the passing of time', async () => {
    const stream = await follow();
    const first = await stream.next();
    const at = Math.max(...Object.values(house.cuts)) + 5_000_000;
    Object.assign(house.cuts, { regulators: at, banks: at, programmes: at - 1 });
    const pending = stream.next();
    let told = false;
    void pending.then(() => (told = true));
    await aWhile();
    expect(told).toBe(false);

    house.facts.banks += 1;
    house.cuts.banks = at + 1_000_000;
    await aWhile();
    expect(told).toBe(false); // the others have not come that far
    Object.assign(house.cuts, { regulators: at + 1_000_000, programmes: at + 1_000_000 });
    const moved = await pending;
    expect(factsOf(moved, 'banks').facts).toBe(factsOf(first, 'banks').facts + 1);
    expect(Date.parse(moved!.at)).toBeGreaterThanOrEqual(Date.parse(factsOf(moved, 'banks').cut));
  });

  it('ends with the token', async () => {
    const stream = await follow({ seconds: 1 });
    expect(await stream.next()).toBeDefined();
    const rest = stream.next();
    await aWhile();
    house.facts.banks += 1;
    expect(await rest).toBeUndefined();
  });

  it('answers a query too, and nothing but its own schema', async () => {
    const token = await house.issuer.mintToken(demoAccounts.jjb);
    const post = async (query: string) => {
      const response = await fetch(`${house.gateway}/graphql/stream`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query }),
      });
      expect(response.headers.get('x-accel-buffering')).toBe('no');
      return response.text();
    };
    expect(await post('{ cut { at } }')).toContain('"cut":{"at":"20');
    expect(await post('{ institution(code: "BNK_A") { name } }')).toMatch(/Cannot query field/);
  });

  it('answers whatever comes as a body', async () => {
    const token = await house.issuer.mintToken(demoAccounts.jjb);
    for (const body of BODIES) {
      const response = await fetch(`${house.gateway}/graphql/stream`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          'content-type': 'application/json',
        },
        body,
      });
      expect(response.status, body).toBe(400);
      expect(await response.text(), body).not.toBe('');
    }
  });

  const aliases = (count: number) =>
    Array.from({ length: count }, (_, n) => `a${n}: cut { at }`).join(' ');
  /** What is not as it should be, in the same words as at `/graphql`. */
  const WRONG: [name: string, body: object | string, code: string, status?: number][] = [
    ['a text cut off', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['another language', { query: '科技' }, 'GRAPHQL_PARSE_FAILED'],
    ['no query', {}, 'BAD_REQUEST'],
    ['an empty query', { query: '' }, 'BAD_REQUEST'],
    ['a query that is a number', { query: 5 }, 'BAD_REQUEST'],
    ['a list', [{ query: '{ __typename }' }], 'BAD_REQUEST'],
    ['variables in a list', { query: '{ __typename }', variables: [1] }, 'BAD_REQUEST'],
    ['a name that is none', { query: '{ __typename }', operationName: {} }, 'BAD_REQUEST'],
    ['extensions that are none', { query: '{ __typename }', extensions: 'x' }, 'BAD_REQUEST'],
    [
      'two operations',
      { query: 'query A { __typename } query B { __typename }' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'another operation',
      { query: 'query A { __typename }', operationName: 'C' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'no operation',
      { query: 'fragment F on Query { __typename }' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a field that there is not', { query: '{ wrong }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription to nothing', { query: 'subscription { x }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a mutation', { query: 'mutation { x }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['many aliases', { query: `{ ${aliases(200)} }` }, 'TOO_COMPLEX'],
    ['deep brackets', { query: '{ a '.repeat(60) }, 'TOO_COMPLEX'],
    ['no JSON', '{"query":', 'BAD_USER_INPUT'],
    ['a name twice', '{"query":"{ __typename }","query":"{ cut { at } }"}', 'BAD_USER_INPUT'],
    ['20 KB', { query: `{ ${' '.repeat(20_000)}cut { at } }` }, 'TOO_LARGE', 413],
  ];

  it.each(WRONG)('says what is wrong as /graphql does: %s', async (_, body, code, status = 400) => {
    const token = await house.issuer.mintToken(demoAccounts.jjb);
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      'content-type': 'application/json',
    };
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const post = { method: 'POST', headers, body: sent };
    const answers = [await fetch(`${house.gateway}/graphql/stream`, post)];
    const isPlain = typeof body === 'object' && !Array.isArray(body) && status === 400;
    const texts = Object.entries(body).filter(([, value]) => typeof value === 'string');
    if (isPlain && texts.length === Object.keys(body).length && !('extensions' in body)) {
      const parameters = new URLSearchParams(texts as [string, string][]);
      answers.push(await fetch(`${house.gateway}/graphql/stream?${parameters}`, { headers }));
    }
    for (const answer of answers) {
      const { errors } = (await answer.json()) as { errors: any[] };
      expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
      expect(errors[0].message).toMatch(/\p{Script=Han}.*[a-z]/su);
      expect(errors[0].extensions.fix.zh).toMatch(/\p{Script=Han}/u);
      expect(errors[0].extensions.requestId).toEqual(expect.any(String));
      if (status === 413) expect(errors[0].message).toContain('16 KiB');
    }
  });

  it('is one of events, and says so to whoever wants something else', async () => {
    const token = await house.issuer.mintToken(demoAccounts.jjb);
    const url = `${house.gateway}/graphql/stream?query=${encodeURIComponent('{ cut { at } }')}`;
    const ask = (accept: string) =>
      fetch(url, { headers: { authorization: `Bearer ${token}`, accept } });
    expect((await ask('text/event-stream, application/json')).status).toBe(200);
    for (const accept of ['*/*', 'application/json']) {
      const answer = await ask(accept);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Accept: text/event-stream');
    }
  });

  it('has a place for the next, however many such bodies came', async () => {
    const token = await house.issuer.mintToken(demoAccounts.jjb);
    for (let i = 0; i < 1_100; i += 100) {
      const some = Array.from({ length: 100 }, () =>
        fetch(`${house.gateway}/graphql/stream`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: 'null',
        }).then((response) => response.status),
      );
      expect(new Set(await Promise.all(some))).toEqual(new Set([400]));
    }
    expect(await (await follow()).next()).toBeDefined();
  });

  it('needs a principal: a typed refusal, before any event', async () => {
    const response = await fetch(
      `${house.gateway}/graphql/stream?query=${encodeURIComponent(QUERY)}`,
      {
        headers: { accept: 'text/event-stream' },
      },
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', text: { zh: expect.any(String) } } }],
    });
  });
});

// Last: a service that was closed stays closed.
it('tells when a service falls silent', async () => {
  const stream = await follow();
  await stream.next();
  await house.subgraphs.programmes.close();
  const moved = await stream.next();
  expect(factsOf(moved, 'programmes').available).toBe(false);
  expect(factsOf(moved, 'banks').available).toBe(true);
});
