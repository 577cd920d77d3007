import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { PATIENCE } from '@qianfan/gateway/services/life';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';
import {
  BAD_ERRORS,
  ENDLESS,
  json,
  openStranger,
  text,
  UNREADABLE,
  WITHOUT_DATA,
  type Write,
} from './nonsense.fixture.ts';

/** Of one request; an answer beyond it is cut off. */
const BYTES = 256 * 1024;

let stranger: Awaited<ReturnType<typeof openStranger>>;
let house: House;
/** Does not wait long for the stranger; long enough for the others. */
let impatient: House;

beforeAll(async () => {
  stranger = await openStranger();
  house = await openHouse({
    instead: { banks: stranger.url },
    patience: { ...PATIENCE, bytes: BYTES },
  });
  impatient = await openHouse({
    instead: { banks: stranger.url },
    patience: { ...PATIENCE, query: 2_500 },
  });
});
afterAll(async () => {
  await house.stop();
  await impatient.stop();
  await stranger.close();
});

interface Told {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; text: { zh: string; en: string }; fix: object; http?: object };
}
interface Answer {
  status: number;
  data: Record<string, any> | null | undefined;
  errors: Told[];
}

async function ask(query: string, variables: object = {}, of = house): Promise<Answer> {
  const authorization = `Bearer ${await of.issuer.mintToken(demoAccounts.regulator)}`;
  const response = await fetch(`${of.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as Partial<Answer>;
  for (const { message, extensions } of errors) {
    expect(message).not.toBe('');
    expect(extensions, message).toMatchObject({
      text: { zh: expect.any(String), en: expect.any(String) },
      fix: expect.anything(),
    });
    expect(extensions).not.toHaveProperty('more');
  }
  return { status: response.status, data, errors };
}

const found = ({ errors }: Answer) =>
  errors
    .map(({ path, extensions: { code } }) => [code, ...(path ?? ['nowhere'])])
    .toSorted((a, b) => a.join().localeCompare(b.join()));

const ALL =
  '{ institution(code: "BNK_A") { name loans { nodes { id } } schemes } allLoans { id } }';
const ALONE = '{ allLoans { id } }';
/** What is answered where the stranger answers so; first as it is planned, then from the plan, then to who asks it alone. */
async function seen(write: Write) {
  stranger.answer(write);
  const [planned, known, alone] = [await ask(ALL), await ask(ALL), await ask(ALONE)];
  expect(known).toEqual({ ...planned, errors: expect.anything() });
  expect(found(known)).toEqual(found(planned));
  return { status: planned.status, data: planned.data, errors: found(planned), alone };
}

/** Nothing of the stranger's, all of the others', one error for each field. */
const nothing = (code: string, status: number) => ({
  status: 200,
  data: {
    institution: { name: 'name of BNK_A', loans: null, schemes: ['KDT of BNK_A'] },
    allLoans: null,
  },
  errors: [
    [code, 'allLoans'],
    [code, 'institution', 'loans'],
  ],
  alone: {
    status,
    data: { allLoans: null },
    errors: [expect.objectContaining({ path: ['allLoans'] })],
  },
});

describe('an answer that cannot be read', () => {
  it.each(Object.entries(UNREADABLE))('%s', async (_, write) => {
    expect(await seen(write)).toEqual(nothing('UNAVAILABLE', 503));
  });
});

describe('an answer that does not end', () => {
  it.each(Object.entries(ENDLESS))('%s', async (_, write) => {
    stranger.answer(write);
    const [all, alone] = await Promise.all([ALL, ALONE].map((query) => ask(query, {}, impatient)));
    expect({ ...all, errors: found(all!), alone }).toEqual(nothing('TIMEOUT', 504));
  });
});

describe('an answer without data', () => {
  it.each(Object.entries(WITHOUT_DATA))('%s', async (_, body) => {
    expect(await seen(json(body))).toEqual(nothing('BAD_ANSWER', 502));
  });
});

describe('errors that say nothing', () => {
  it.each(Object.entries(BAD_ERRORS))('%s', async (_, [errors, code]) => {
    for (const more of [{}, { data: null }]) {
      stranger.answer(json({ ...more, errors }));
      const answer = await ask(ALL);
      expect(answer.data!['institution']).toMatchObject({ name: 'name of BNK_A', loans: null });
      const expected = [
        [code, 'allLoans'],
        [code, 'institution', 'loans'],
      ];
      expect(found(answer)).toEqual(expect.arrayContaining(expected));
    }
  });

  it('come with what was answered all the same', async () => {
    stranger.answer(json({ data: { allLoans: [{ id: 'BNK_A/1' }] }, errors: 'no' }));
    const answer = await ask(ALONE);
    expect([answer.status, answer.data]).toEqual([200, { allLoans: [{ id: 'BNK_A/1' }] }]);
    expect(found(answer)).toEqual([['BAD_ANSWER', 'nowhere']]);
  });

  it('are told in part where there are too many, and how many more there are', async () => {
    const errors = Array.from({ length: 10_000 }, () => ({ message: 'x'.repeat(10) }));
    stranger.answer(json({ data: { allLoans: [] }, errors }));
    const told = (await ask(ALONE)).errors;
    expect(told).toHaveLength(51);
    expect(told.at(-1)).toMatchObject({
      message: expect.stringContaining('9950'),
      extensions: { code: 'MORE_ERRORS' },
    });
  });
});

describe('a value that does not fit', () => {
  const LOANS = `{ institution(code: "BNK_A") { name schemes
    loans { totalCount scope pageInfo { hasNextPage } nodes { id institution { code } } } } }`;
  const whole = {
    totalCount: 1,
    scope: 'ALL',
    pageInfo: { hasNextPage: false },
    nodes: [{ id: 'BNK_A/1', institution: { code: 'BNK_A' } }],
  };
  const loans = (change: object) =>
    json({ data: { _entities: [{ loans: { ...whole, ...change } }] } });
  const at = (...path: (string | number)[]) => ['BAD_ANSWER', 'institution', 'loans', ...path];

  it.each<[string, object, object | null, unknown[][]]>([
    ['a text for a number', { totalCount: 'one' }, null, [at('totalCount')]],
    ['a huge number', { totalCount: 1e300 }, null, [at('totalCount')]],
    ['a fraction', { totalCount: 0.5 }, null, [at('totalCount')]],
    ['a value that the enum does not know', { scope: 'EVERY' }, null, [at('scope')]],
    ['an object for a list', { nodes: {} }, null, [at('nodes')]],
    ['a list for an object', { pageInfo: [] }, null, [at('pageInfo')]],
    ['a text for an object', { pageInfo: 'x' }, null, [at('pageInfo')]],
    ['null for what may not be null', { totalCount: null }, null, [at('totalCount')]],
    ['nothing for what may not be null', { totalCount: undefined }, null, [at('totalCount')]],
    ['null in a list that has none', { nodes: [null] }, null, [at('nodes', 0)]],
    ['an object for an id', { nodes: [{ id: {} }] }, null, [at('nodes', 0, 'id')]],
    [
      'nothing for what may be null',
      { nodes: [{ id: 'BNK_A/1' }] },
      { nodes: [{ id: 'BNK_A/1', institution: null }] },
      [at('nodes', 0, 'institution')],
    ],
    [
      'another type of entity',
      { nodes: [{ id: 'BNK_A/1', institution: { __typename: 'Loan', code: 'x' } }] },
      { nodes: [{ id: 'BNK_A/1', institution: null }] },
      [at('nodes', 0, 'institution')],
    ],
    ['null for what may be null', { nodes: [{ id: 'BNK_A/1', institution: null }] }, {}, []],
    ['more than was asked', { secret: 'x', toString: 1 }, {}, []],
  ])('%s', async (_, change, expected, errors) => {
    stranger.answer(loans(change));
    for (const way of ['planned', 'known']) {
      const answer = await ask(LOANS);
      const { institution } = answer.data!;
      expect(institution, way).toMatchObject({ name: 'name of BNK_A', schemes: ['KDT of BNK_A'] });
      if (expected) expect(institution.loans, way).toMatchObject(expected);
      else expect(institution.loans, way).toBeNull();
      expect(found(answer), way).toEqual(errors);
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  it.each<[string, unknown, string]>([
    ['absent', {}, 'BAD_ANSWER'],
    ['null', { _entities: null }, 'BAD_ANSWER'],
    ['an object', { _entities: {} }, 'BAD_ANSWER'],
    ['too few', { _entities: [] }, 'BAD_ANSWER'],
    ['too many', { _entities: [{ loans: whole }, { loans: whole }] }, 'BAD_ANSWER'],
    ['null, as of one that is not known', { _entities: [null] }, 'NOT_FOUND'],
    ['a text', { _entities: ['x'] }, 'BAD_ANSWER'],
    ['a list', { _entities: [[]] }, 'BAD_ANSWER'],
    ['an empty object', { _entities: [{}] }, 'BAD_ANSWER'],
    ['of another type', { _entities: [{ __typename: 'Loan', loans: whole }] }, 'BAD_ANSWER'],
  ])('entities: %s', async (_, data, code) => {
    stranger.answer(json({ data }));
    for (const way of ['planned', 'known']) {
      const answer = await ask(LOANS);
      expect(answer.data, way).toEqual({
        institution: { name: 'name of BNK_A', schemes: ['KDT of BNK_A'], loans: null },
      });
      expect(found(answer), way).toEqual([[code, 'institution', 'loans']]);
    }
  });

  it('a name said twice, and names of every object: the last word counts, nobody is harmed', async () => {
    stranger.answer(
      text(
        '{"data":{"allLoans":[{"id":"a","__proto__":{"id":"evil"},"id":"b"}],"__proto__":{"x":1}}}',
      ),
    );
    expect(await ask(ALONE)).toMatchObject({ data: { allLoans: [{ id: 'b' }] }, errors: [] });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('a number too large for a number', async () => {
    stranger.answer(text('{"data":{"allLoans":[{"id":1e999}]}}'));
    expect(found(await ask(ALONE))).toEqual([['BAD_ANSWER', 'allLoans', 0, 'id']]);
  });

  it('in ten thousand places: fifty are told, and how many more', async () => {
    stranger.answer(json({ data: { allLoans: Array.from({ length: 10_000 }, () => ({})) } }));
    const { errors } = await ask(ALONE);
    expect(errors).toHaveLength(51);
    expect(errors.at(-1)!.message).toContain('9950');
  });
});

describe('an answer without end', () => {
  it('is cut off, its connection closed, and what was not kept is not kept', async () => {
    let sent = 0;
    let closed = 0;
    stranger.answer((response) => {
      response.writeHead(200);
      response.on('close', () => (closed += 1));
      const piece = Buffer.alloc(64 * 1024, ' ');
      const more = (): void => {
        while (!response.destroyed && sent < 600_000_000) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
      };
      more();
    });
    const answer = await ask(ALONE);
    expect(found(answer)).toEqual([['TOO_COMPLEX', 'allLoans']]);
    await expect.poll(() => closed).toBe(1);
    expect(sent).toBeLessThan(100 * BYTES);
  });
});

it('is asked once, however badly it answers, unless the connection broke', async () => {
  stranger.answer(json({ data: null }));
  await ask(ALONE);
  await ask(ALONE);
  expect(stranger.asked()).toBe(2);
});

it('is not asked while its pulse is silent, and is again once it is heard', async () => {
  const seenNow = async () => {
    const before = stranger.asked();
    const answer = await ask(ALONE, {}, impatient);
    return { asked: stranger.asked() - before, data: answer.data, errors: found(answer) };
  };
  const well = { asked: 1, data: { allLoans: [] }, errors: [] };
  stranger.answer(json({ data: { allLoans: [] } }));
  await expect.poll(seenNow, { timeout: 60_000 }).toEqual(well);
  stranger.answer(() => {});
  stranger.mute(true);
  await expect.poll(seenNow, { timeout: 60_000 }).toEqual({
    asked: 0,
    data: { allLoans: null },
    errors: [['UNAVAILABLE', 'allLoans']],
  });
  stranger.answer(json({ data: { allLoans: [] } }));
  stranger.mute(false);
  await expect.poll(seenNow, { timeout: 60_000 }).toEqual(well);
}, 180_000);

it('takes a variable of the name that plans use', async () => {
  stranger.answer((response, { variables: { representations = [] } }) =>
    json({ data: { _entities: representations.map(() => ({ loans: null })) } })(response, {
      query: '',
      variables: {},
    }),
  );
  const query = `query ($representations: ID!) {
    institution(code: $representations) { name loans(first: 1) { totalCount } } }`;
  for (const code of ['BNK_A', 'BNK_B', 'BNK_A']) {
    const answer = await ask(query, { representations: code });
    expect(answer).toEqual({
      status: 200,
      data: { institution: { name: `name of ${code}`, loans: null } },
      errors: [],
    });
  }
});
