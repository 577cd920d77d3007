import { readFileSync } from 'node:fs';
import { startGateway } from '@qianfan/gateway/server';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
} from 'graphql';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStranger } from './nonsense.fixture.ts';

const SUPERGRAPH = new URL('../../schema/graphql/supergraph.graphql', import.meta.url);
const text = readFileSync(SUPERGRAPH, 'utf8');
const schema = buildASTSchema(parse(text), { assumeValid: true });

/** A value that a client may write. */
function written(type: GraphQLInputType): string {
  const of = getNullableType(type);
  if (isListType(of)) return `[${written(of.ofType)}]`;
  if (isEnumType(of)) return of.getValues()[0]!.name;
  if (isInputObjectType(of)) {
    const fields = Object.values(of.getFields()).filter(isRequiredInputField);
    return `{${fields.map((field) => `${field.name}: ${written(field.type)}`).join(', ')}}`;
  }
  return WRITTEN[of.name] ?? '"x"';
}
const WRITTEN: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Decimal: '"1"',
  Period: '"2024-12"',
  Date: '"2024-12-31"',
  Instant: '"2024-12-31T00:00:00Z"',
  Position: '"banks/3/1"',
  JSON: '{}',
};

function asking({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${written(arg.type)}`);
  const set = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${set}`;
}

const ROOTS = [
  ...Object.values(schema.getQueryType()!.getFields()).map((field) => ['query', field] as const),
  ...Object.values(schema.getMutationType()!.getFields()).map(
    (field) => ['mutation', field] as const,
  ),
];

let state: string;
let dead: Awaited<ReturnType<typeof openStranger>>;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let authorization: string;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'qianfan-dead-'));
  const issuer = await openIssuer(state);
  authorization = `Bearer ${await issuer.mintToken(demoAccounts.regulator)}`;
  dead = await openStranger();
  dead.answer((response) => void response.socket!.destroy());
  gateway = await startGateway({
    supergraph: text,
    services: { regulators: dead.url, banks: dead.url, programmes: dead.url },
    verify: createVerifier(issuer),
    logger: createLogger('test', 'silent'),
  });
});
afterAll(async () => {
  await gateway.close();
  await dead.close();
  await rm(state, { recursive: true });
});

async function ask(query: string) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors: any[] };
  const told = errors.map(({ path, extensions }) => ({ path, code: extensions.code }));
  return { status: response.status, data, told };
}

it('there are many', () => expect(ROOTS.length).toBeGreaterThan(30));

describe.each(ROOTS)('a service that is dead, asked by a %s for $name', (operation, field) => {
  it('is null, with one typed error at its path', async () => {
    expect(isNonNullType(field.type)).toBe(false);
    for (const way of ['planned', 'known']) {
      expect(await ask(`${operation} { ${asking(field)} }`), way).toEqual({
        status: 503,
        data: { [field.name]: null },
        told: [{ path: [field.name], code: 'UNAVAILABLE' }],
      });
    }
  });
});

it('all of them at once: each null with its own error', async () => {
  const fields = ROOTS.flatMap(([operation, field]) => (operation === 'query' ? [field] : []));
  for (let i = 0; i < fields.length; i += 10) {
    const some = fields.slice(i, i + 10);
    const { data, told } = await ask(`{ ${some.map(asking).join(' ')} }`);
    expect(data).toEqual(Object.fromEntries(some.map(({ name }) => [name, null])));
    const paths = told.map(({ path }): string => path.join());
    expect(paths).toHaveLength(some.length);
    expect(new Set(paths)).toEqual(new Set(some.map(({ name }) => name)));
  }
});
