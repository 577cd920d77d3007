import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { type Checks, createChecks, LIMITS } from '@qianfan/gateway/limits/before-planning';
import { textBeyond } from '@qianfan/gateway/limits/bounds';
import { getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations, VARIABLES } from '../support/operations.ts';
import { viewAsks } from '../support/view-asks.ts';

const SUPERGRAPH = new URL('../../schema/graphql/supergraph.graphql', import.meta.url);
/** What is in use takes no more than this of any limit. */
const ROOM = 0.7;

let check: Checks;
let gateway: ApolloGateway;
beforeAll(async () => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const supergraphSdl = readFileSync(SUPERGRAPH, 'utf8');
  gateway = new ApolloGateway({ supergraphSdl });
  const limits = Object.fromEntries(
    Object.entries(LIMITS).map(([what, limit]) => [what, Math.floor(limit * ROOM)]),
  ) as unknown as typeof LIMITS;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    check = createChecks(apiSchema, supergraphSdl, limits);
  });
  await gateway.load();
});
afterAll(() => gateway?.stop());

function refused(query: string, variables: object): string[] {
  expect(textBeyond(query)).toBeUndefined();
  const document = parse(query);
  const operation = getOperationAST(document) ?? undefined;
  const given = JSON.parse(JSON.stringify(variables)) as Record<string, unknown>;
  const errors = check({ document, operation, operationName: undefined, variables: given });
  return errors.map(({ message }) => message);
}

const textOf = (name: string): string => operations.find((one) => one.name === name)!.body;

describe('what is in use is planned, with room', () => {
  it.each(operations.filter(({ type }) => type === 'query'))(
    'operation $name',
    ({ name, body }) => {
      expect(refused(body, VARIABLES[name]!)).toEqual([]);
    },
  );

  const asks = viewAsks().flatMap(({ view, asks: sent }) => sent.map((ask) => ({ view, ...ask })));
  it.each(asks)('view $view: $operation $of', ({ operation, variables }) => {
    expect(refused(textOf(operation), variables)).toEqual([]);
  });

  it('a page of 500 of any persisted operation, and 200 figures', () => {
    for (const { name, body } of operations) {
      const variables = VARIABLES[name]!;
      if ('first' in variables)
        expect(refused(body, { ...variables, first: 500 }), name).toEqual([]);
      const { figures } = variables as { figures?: object[] };
      if (!figures) continue;
      const many = Array.from({ length: 200 }, () => figures[0]);
      expect(refused(body, { ...variables, figures: many }), name).toEqual([]);
    }
  });

  it('what GraphQL workshops ask of the schema', () => {
    expect(refused(getIntrospectionQuery(), {})).toEqual([]);
    const all = { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true };
    expect(refused(getIntrospectionQuery(all), {})).toEqual([]);
  });

  it('as many commands as a service takes at once, with all that is told of them', () => {
    const issues =
      'issues { code severity path row column found expected message { zh en } fix { zh en } }';
    const query = `mutation ($c: [CommandInput!]!) { banksSubmit(commands: $c) {
      commandId status receipt { position knownAt digest hash type ${issues} } ${issues} } }`;
    const command = { id: 'a', type: 'banks.DrawLoan', body: { amount: '1.00' } };
    expect(refused(query, { c: Array.from({ length: 2000 }, () => command) })).toEqual([]);
  });

  it('a null for whatever may be left out', () => {
    const query = `query ($first: Int, $after: String, $area: ID, $kind: OrganisationKind) {
      institutions(first: $first, after: $after, area: $area, kind: $kind) { nodes { code loans(first: $first) { totalCount } } } }`;
    expect(refused(query, { first: null, after: null, area: null, kind: null })).toEqual([]);
    expect(refused(query, {})).toEqual([]);
  });
});
