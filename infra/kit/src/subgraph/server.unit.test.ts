import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccounts } from '../identity/accounts.ts';
import { type LocalIssuer, openIssuer } from '../identity/issuer.ts';
import type { Principal } from '../identity/principal.ts';
import { createVerifier } from '../identity/verify.ts';
import { createLogger } from '../telemetry/logger.ts';
import { lenders } from '../testing/lenders.graphql.ts';
import type { RequestContext } from './context.ts';
import { type Serving, startSubgraph } from './server.ts';

const CUT = 1_735_660_800_000_000;
const bankA: Principal = { ...demoAccounts.icbc, institution: 'BNK_A' };

let state: string;
let issuer: LocalIssuer;
let subgraph: Serving;
const cuts: number[] = [];

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'qianfan-subgraph-'));
  issuer = await openIssuer(state);
  subgraph = await startSubgraph({
    definition: lenders,
    verify: createVerifier(issuer),
    contextFor: (request) => {
      cuts.push(request.cut);
      return { ...request, submit: async () => [] } as unknown as RequestContext;
    },
    awaitCut: async (cut) => cut <= CUT,
    currentCut: () => CUT,
    notReady: () => undefined,
    logger: createLogger('test', 'silent'),
  });
});

afterAll(async () => {
  await subgraph.close();
  await rm(state, { recursive: true });
});

interface Answer {
  status: number;
  data?: Record<string, any>;
  errors?: { message: string; extensions: Record<string, any> }[];
}

async function ask(
  query: string,
  {
    principal,
    headers = {},
    variables = {},
  }: {
    principal?: Principal;
    headers?: Record<string, string>;
    variables?: object;
  } = {},
): Promise<Answer> {
  const token = principal && (await issuer.mintToken(principal));
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const codes = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions['code']);
const entities = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Loan { id } } }`;

describe('access', () => {
  it('words the errors of GraphQL itself in both languages, each with one full stop', async () => {
    const [error] = (await ask('{ valeu }', { principal: bankA })).errors!;
    const words = 'Cannot query field "valeu" on type "Query"';
    expect(error!.extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      text: {
        zh: expect.stringMatching(new RegExp(`：${words}[^.。]*。$`)),
        en: expect.stringMatching(new RegExp(`: ${words}[^.]*\\.$`)),
      },
    });
    expect(error!.message).toBe(`${error!.extensions['text'].zh} ${error!.extensions['text'].en}`);
  });

  it('needs no token for the name of the root type, and for nothing else', async () => {
    expect(await ask('{ __typename }')).toEqual({ status: 200, data: { __typename: 'Query' } });
    for (const query of [
      '{ __typename allLoans { id } }',
      '{ __schema { types { name } } }',
      '{ _service { sdl } }',
      '{ ... { __typename } }',
      'mutation { banksSubmit(commands: []) { status } }',
    ]) {
      const answer = await ask(query);
      expect([answer.status, codes(answer)], query).toEqual([401, ['UNAUTHENTICATED']]);
    }
    const variables = { r: [{ __typename: 'Loan', id: 'BNK_A/1' }] };
    expect(codes(await ask(entities, { variables }))).toEqual(['UNAUTHENTICATED']);
  });

  it('refuses what names no entity, and answers the others', async () => {
    const odd = [
      ...[
        {},
        { id: 'BNK_A/1' },
        { __typename: 'Nope', id: 'BNK_A/1' },
        { __typename: 5 },
        5,
        'x',
        true,
        [],
        [1],
      ],
      ...['Query', '_Entity', 'Text', 'Int', '__Type', '__proto__', 'constructor', 'Loan '].map(
        (__typename) => ({ __typename, id: 'BNK_A/1' }),
      ),
      ...[undefined, null, 5, true, [], {}, ['BNK_A/1']].map((id) => ({ __typename: 'Loan', id })),
      { __typename: 'Loan', code: 'BNK_A/1' },
    ];
    const right = { __typename: 'Loan', id: 'BNK_A/1' };
    const alone = await ask(entities, { principal: bankA, variables: { r: [right] } });
    const r = [...odd, right];
    const { status, data, errors } = await ask(entities, { principal: bankA, variables: { r } });
    expect(status).toBe(200);
    expect(data!['_entities']).toEqual([...odd.map(() => null), alone.data!['_entities'][0]]);
    expect(errors!.map(({ extensions }) => extensions['code'])).toEqual(
      odd.map(() => 'BAD_USER_INPUT'),
    );
  });

  it('refuses a forged token even for what needs none', async () => {
    const headers = { authorization: 'Bearer eyJh.eyJh.c2ln' };
    expect(await ask('{ __typename }', { headers })).toMatchObject({ status: 401 });
  });

  it('refuses another institution on every path, before any look-up', async () => {
    for (const id of ['BNK_B/1', 'BNK_B/none', 'none', '']) {
      const root = await ask('query ($id: ID!) { loan(id: $id) { id } }', {
        principal: bankA,
        variables: { id },
      });
      const r = [{ __typename: 'Loan', id }];
      const entity = await ask(entities, { principal: bankA, variables: { r } });
      expect([codes(root), codes(entity)], id).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
      expect(root.data).toEqual({ loan: null });
      expect(entity.data).toEqual({ _entities: [null] });
    }
  });

  it('answers the owner', async () => {
    const answer = await ask(
      '{ loan(id: "BNK_A/1") { id institution { code loans(first: 1) {' +
        ' nodes { id } pageInfo { hasNextPage } totalCount scope } } } }',
      { principal: bankA },
    );
    expect(answer.data).toEqual({
      loan: {
        id: 'BNK_A/1',
        institution: {
          code: 'BNK_A',
          loans: {
            nodes: [{ id: 'BNK_A/1' }],
            pageInfo: { hasNextPage: true },
            totalCount: 2,
            scope: 'OWN',
          },
        },
      },
    });
    const r = [{ __typename: 'Loan', id: 'BNK_A/2' }];
    const entity = await ask(entities, { principal: bankA, variables: { r } });
    expect(entity.data).toEqual({ _entities: [{ id: 'BNK_A/2' }] });
  });

  it('never tells the SDL', async () => {
    expect(codes(await ask('{ _service { sdl } }', { principal: bankA }))).toEqual(['FORBIDDEN']);
  });
});

describe('cut', () => {
  it('reads at the stated cut, else at the current one', async () => {
    cuts.length = 0;
    await ask('{ allLoans { id } }', { principal: bankA });
    await ask('{ allLoans { id } }', { principal: bankA, headers: { 'x-qianfan-cut': '77' } });
    expect(cuts).toEqual([CUT, 77]);
  });

  it('answers NOT_YET_AVAILABLE to a query that it cannot reach, but takes the mutation', async () => {
    const headers = { 'x-qianfan-cut': String(CUT + 1) };
    const query = await ask('{ allLoans { id } }', { principal: bankA, headers });
    expect([query.status, codes(query)]).toEqual([503, ['NOT_YET_AVAILABLE']]);
    const mutation = 'mutation { banksSubmit(commands: []) { status } }';
    expect(await ask(mutation, { principal: bankA, headers })).toMatchObject({ status: 200 });
  });

  it('refuses a cut that is none', async () => {
    const headers = { 'x-qianfan-cut': '1e3' };
    expect(codes(await ask('{ allLoans { id } }', { principal: bankA, headers }))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('errors', () => {
  it('masks what is not of the catalogue, and names the request', async () => {
    const headers = { 'x-request-id': 'request-0001' };
    const answer = await ask('{ broken }', { principal: bankA, headers });
    expect(answer.errors![0]!.extensions).toMatchObject({
      code: 'INTERNAL',
      requestId: 'request-0001',
    });
    expect(JSON.stringify(answer)).not.toMatch(/secret|stacktrace|\.ts/);
  });

  it('types what never reaches GraphQL', async () => {
    const malformed = await fetch(`${subgraph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(malformed.status).toBe(400);
    expect(codes((await malformed.json()) as Answer)).toEqual(['BAD_USER_INPUT']);
    const large = await ask('{ __typename }', { variables: { x: 'x'.repeat(17 * 1024 * 1024) } });
    expect([large.status, codes(large)]).toEqual([413, ['TOO_LARGE']]);
  });

  it('refuses a cursor and a page size that are none', async () => {
    for (const page of ['first: 0', 'first: 501', 'after: "?"', 'after: "W10"']) {
      const query = `{ loan(id: "BNK_A/1") { institution { loans(${page}) { totalCount } } } }`;
      expect(codes(await ask(query, { principal: bankA })), page).toEqual(['BAD_USER_INPUT']);
    }
  });
});
