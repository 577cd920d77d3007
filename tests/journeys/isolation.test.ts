import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { createPool } from '@qianfan/kit/postgres/pool';
import { type Fact, type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isObjectType,
} from 'graphql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, entityAsks, rootAsks, type Subject } from '../support/asks.ts';
import { allFacts } from '../support/facts.ts';
import { type Answer, startSystem, type TestSystem } from '../support/system.ts';
import { trespassesOf } from '../support/trespass.ts';
import { objectsIn, shownBy, stepsFrom } from '../support/walk.ts';

/** Who walks: an account each, a regulator of one city beside them, and nobody. */
const WALKERS: Record<string, Principal | undefined> = {
  jjb: demoAccounts.jjb,
  icbc: demoAccounts.icbc,
  picc: demoAccounts.picc,
  dost: demoAccounts.dost,
  regulator: demoAccounts.regulator,
  city: { ...demoAccounts.regulator, jurisdiction: '3604', actor: 'city-regulator' },
  auditor: demoAccounts.auditor,
  importer: demoAccounts.importer,
  nobody: undefined,
};

type Port = Service | 'gateway';
const PORTS: readonly Port[] = ['gateway', ...SERVICES];

let system: TestSystem;
let journals: Pool;
let facts: Fact<any>[];
const schemas = {} as Record<Port, GraphQLSchema>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  system = await startSystem();
  journals = createPool(system.database.adminUrl);
  await refuseSomething();
  facts = await allFacts(journals);
  const issuer = await openIssuer(system.state);
  for (const [name, principal] of Object.entries(WALKERS)) {
    if (principal) tokens.set(name, await issuer.mintToken(principal));
  }
  for (const port of PORTS) {
    const { data } = await ask(port, 'auditor', getIntrospectionQuery());
    schemas[port] = buildClientSchema(data);
  }
});
afterAll(async () => {
  await journals?.end();
  await system?.stop();
});

/** A refusal each, which is a row of its bank. */
async function refuseSomething(): Promise<void> {
  for (const as of ['jjb', 'icbc'] as const) {
    const { institution } = demoAccounts[as];
    const body = { institution, loan: 'NONE', amount: '1.00', on: '2025-02-03' };
    const { data } = await system.query(
      `mutation ($body: JSON!) {
        banksSubmit(commands: [{ id: "refused", type: "banks.RepayLoan", body: $body }]) {
          status receipt { knownAt }
        }
      }`,
      { body },
      { as },
    );
    const [{ status, receipt }] = data.banksSubmit;
    expect(status).toBe('REFUSED');
    await system.query('{ metrics { code } }', {}, { minCut: receipt.knownAt });
  }
}

const urlOf = (port: Port): string => (port === 'gateway' ? system.url : system.services[port].url);

async function ask(
  port: Port,
  walker: string,
  query: string,
  variables: object = {},
): Promise<Answer> {
  const token = tokens.get(walker);
  const response = await fetch(`${urlOf(port)}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const codesOf = ({ errors = [] }: Answer): unknown[] =>
  errors.map(({ extensions }) => extensions['code']);

/** The enterprise with whom most institutions have something: along it, others' rows lie beside the own ones. */
function busiestEnterprise(): string {
  const parties = new Map<string, Set<string>>();
  for (const { type, key, body } of facts) {
    if (!/LoanDrawn|CoverIssued|LoanFiled/.test(type)) continue;
    const kinds = parties.get(body.enterprise) ?? new Set();
    parties.set(body.enterprise, kinds.add(`${type} ${body.bank ?? key}`));
  }
  return [...parties].toSorted(([, a], [, b]) => b.size - a.size)[0]![0];
}

/** An institution with rows that it has indeed; `NONE` where it has none of a kind. */
function subjectOf(institution: string): Subject {
  const of = (type: string, has: (fact: Fact<any>) => boolean): any =>
    facts.find((fact) => fact.type === type && has(fact))?.body ?? {};
  const isKey = ({ key }: Fact) => key === institution;
  return {
    institution,
    loan: of('banks.LoanDrawn.v1', isKey).loan ?? 'NONE',
    cover: of('banks.CoverIssued.v1', isKey).cover ?? 'NONE',
    filing: of('programmes.LoanFiled.v1', ({ body }) => body.bank === institution).loan ?? 'NONE',
    enterprise: busiestEnterprise(),
  };
}

const rootsOf = (port: Port, subject: Subject): Ask[] =>
  (port === 'gateway' ? SERVICES : [port]).flatMap((service) =>
    Object.entries(rootAsks(subject)[service]).flatMap(([field, asks]) =>
      asks.map((one) => ({ field, ...one })),
    ),
  );

/** The whole of what a root field leads to, for one way of asking it. */
function documentOf(port: Port, { field, args }: Ask): string {
  const type = getNamedType(schemas[port].getQueryType()!.getFields()[field]!.type);
  const selection = isObjectType(type) ? ` { ${shownBy(type)} }` : '';
  return `{ ${field}${args && `(${args})`}${selection} }`;
}

/** Whether a principal may see records of an institution: the rule of the house, told once more. */
function mayAsk({ role, institution }: Principal, records: Ask['records'], of?: string): boolean {
  if (records === 'OPEN' || ['REGULATOR', 'AUDITOR', 'IMPORTER'].includes(role)) return true;
  if (role === 'PROGRAMME') return records === 'PROGRAMME';
  return of === undefined || of === institution;
}

/** Answers in the order of the questions, a few at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

describe('I6: the walk', () => {
  test.each(PORTS)('covers every root field and entity of %s', (port) => {
    const schema = schemas[port];
    const subject = subjectOf('BNK_JJB');
    const roots = Object.keys(schema.getQueryType()!.getFields());
    const federation = port === 'gateway' ? [] : ['_entities', '_service'];
    expect(new Set(roots)).toEqual(
      new Set([...rootsOf(port, subject).map(({ field }) => field), ...federation]),
    );
    expect(new Set(Object.keys(schema.getMutationType()!.getFields()))).toEqual(
      new Set(
        port === 'gateway'
          ? ['submitReturn', ...SERVICES.map((service) => `${service}Submit`)]
          : [...(port === 'banks' ? ['submitReturn'] : []), `${port}Submit`],
      ),
    );
    expect(schema.getSubscriptionType() ?? null).toBeNull();
    const entities = schema.getType('_Entity');
    if (port === 'gateway') {
      expect(entities).toBeUndefined();
      return;
    }
    expect(new Set((entities as GraphQLUnionType).getTypes().map(({ name }) => name))).toEqual(
      new Set(entityAsks(subject)[port].map(({ type }) => type)),
    );
  });

  test('reaches every type and every field that leads on, for those who see all', async () => {
    const seen = new Set<string>();
    const asked = new Set<string>();
    for (const [walker, code] of Object.entries({ auditor: 'BNK_JJB', importer: 'INS_PICC_JX' })) {
      const steps = stepsFrom(schemas.gateway, rootsOf('gateway', subjectOf(code)));
      await each(steps, async ({ coordinate, document }) => {
        asked.add(coordinate);
        const answer = await ask('gateway', walker, document);
        expect([document.slice(0, 300), unexpected(answer)]).toEqual([document.slice(0, 300), []]);
        for (const { object } of objectsIn(answer.data)) {
          for (const [name, value] of Object.entries(object)) {
            if (value !== null) seen.add(`${String(object['__typename'])}.${name}`);
          }
        }
      });
    }
    const places = [...asked].filter((coordinate) => !coordinate.startsWith('Query.'));
    expect(places.filter((coordinate) => !seen.has(coordinate))).toEqual([]);
    const roots = ['Query', 'Mutation'];
    const types = Object.values(schemas.gateway.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .map(({ name }) => name)
      .filter((name) => !roots.includes(name) && !seen.has(`${name}.__typename`));
    expect(new Set(types)).toEqual(new Set(['Outcome', 'Receipt']));
  });
});

/** Refusals that say that a question makes no sense, whoever asks it: the walk asks for everything of everything. */
const MEANINGLESS = new Set<unknown>([
  'POINTS_OF_AMOUNT',
  'GROWTH_OF_RATIO',
  'AVERAGE_OF_AVERAGES',
  'ADDITIVITY',
]);

const unexpected = (answer: Answer, ...expected: string[]): unknown[] =>
  codesOf(answer).filter((code) => !MEANINGLESS.has(code) && !expected.includes(code as string));

describe('I6: nobody', () => {
  test.each(PORTS)('is UNAUTHENTICATED whatever is asked of %s', async (port) => {
    const subject = subjectOf('BNK_JJB');
    const documents = [
      ...rootsOf(port, subject).map((one) => documentOf(port, one)),
      getIntrospectionQuery(),
      '{ __schema { __typename } }',
      '{ __typename __type(name: "Loan") { name } }',
      ...(port === 'gateway' ? [] : ['{ _service { sdl } }']),
      'mutation { banksSubmit(commands: []) { commandId } }'.replace(
        'banks',
        port === 'gateway' ? 'banks' : port,
      ),
    ];
    await each(documents, async (document) => {
      const answer = await ask(port, 'nobody', document);
      expect([document, answer.data ?? null, codesOf(answer)]).toEqual([
        document,
        null,
        ['UNAUTHENTICATED'],
      ]);
    });
    expect(await ask(port, 'nobody', '{ __typename }')).toMatchObject({
      data: { __typename: 'Query' },
    });
  });
});

describe('I6: what each sees', () => {
  const walks = PORTS.flatMap((port) =>
    Object.keys(WALKERS)
      .filter((walker) => !['nobody', 'auditor', 'importer'].includes(walker))
      .filter((walker) => port === 'gateway' || walker !== 'icbc')
      .map((walker) => [walker, port] as const),
  );

  test.each(walks)('%s, everywhere at %s', async (walker, port) => {
    const principal = WALKERS[walker]!;
    const isOwner = ['BANK', 'INSURER'].includes(principal.role);
    const subject = subjectOf(isOwner ? principal.institution : 'BNK_JJB');
    await each(stepsFrom(schemas[port], rootsOf(port, subject)), async ({ document }) => {
      const answer = await ask(port, walker, document);
      expect([document, trespassesOf(principal, answer.data, facts)]).toEqual([document, []]);
      const expected = walker === 'dost' || walker === 'city' ? ['FORBIDDEN'] : [];
      expect([document, unexpected(answer, ...expected)]).toEqual([document, []]);
    });
  });
});

describe('I6: who names whose rows', () => {
  test.each(PORTS)('at %s: the row, or FORBIDDEN, never null', async (port) => {
    for (const walker of ['jjb', 'icbc', 'picc', 'dost', 'auditor']) {
      const principal = WALKERS[walker]!;
      for (const code of ['BNK_JJB', 'BNK_ICBC_JX', 'INS_PICC_JX', 'BNK_NOPE']) {
        const known = subjectOf(code);
        const unknown = { ...known, loan: 'NOPE', cover: 'NOPE', filing: 'NOPE' };
        const asks = [...rootsOf(port, known), ...rootsOf(port, unknown)].filter(
          ({ args, records }) => args && records !== 'OPEN',
        );
        await each(asks, async (one) => {
          const answer = await ask(port, walker, `{ ${one.field}(${one.args}) { __typename } }`);
          const [first] = (answer.errors ?? []).filter(({ path }) => path?.length === 1);
          const may = mayAsk(principal, one.records, one.names ? code : undefined);
          const told = [walker, one.field, one.args, first?.extensions['code']];
          if (!may) {
            expect(told).toEqual([walker, one.field, one.args, 'FORBIDDEN']);
            expect(answer.data).toEqual({ [one.field]: null });
          } else {
            expect(told).not.toContain('FORBIDDEN');
            if (code === 'BNK_JJB') {
              expect(told).toEqual([walker, one.field, one.args, one.refused]);
            }
          }
        });
      }
    }
  });
});

describe('I6: entities', () => {
  const REFERENCE = 'query ($of: [_Any!]!) { _entities(representations: $of)';

  test.each(SERVICES)('of %s: the row, or FORBIDDEN, never null', async (port) => {
    const documentOn = (type: string): string => {
      const object = schemas[port].getType(type) as GraphQLObjectType;
      return `${REFERENCE} { __typename ... on ${type} { ${shownBy(object)} } } }`;
    };
    for (const walker of ['jjb', 'picc', 'dost', 'auditor']) {
      const principal = WALKERS[walker]!;
      for (const code of ['BNK_JJB', 'BNK_ICBC_JX', 'INS_PICC_JX', 'BNK_NOPE']) {
        const known = subjectOf(code);
        const unknown = { ...known, loan: 'NOPE', cover: 'NOPE', filing: 'NOPE' };
        const asks = [...entityAsks(known)[port], ...entityAsks(unknown)[port]];
        await each(asks, async ({ type, representation, records }) => {
          const answer = await ask(port, walker, documentOn(type), { of: [representation] });
          const about = [walker, representation];
          expect([about, trespassesOf(principal, answer.data, facts)]).toEqual([about, []]);
          const root = (answer.errors ?? []).filter(({ path }) => path?.length === 2);
          const codes = root.map(({ extensions }) => extensions['code']);
          if (mayAsk(principal, records, code)) expect([about, codes]).toEqual([about, []]);
          else {
            expect([about, codes]).toEqual([about, ['FORBIDDEN']]);
            expect(answer.data).toEqual({ _entities: [null] });
          }
        });
      }
    }
  });

  test('of another beside the own ones: the own ones only, as if alone', async () => {
    const [own, other] = ['BNK_JJB', 'BNK_ICBC_JX'].map(subjectOf) as [Subject, Subject];
    for (const port of SERVICES) {
      for (const [n, { type, representation, records }] of entityAsks(own)[port].entries()) {
        if (records === 'OPEN' || JSON.stringify(representation).includes('NONE')) continue;
        const foreign = entityAsks(other)[port][n]!.representation;
        const document = `${REFERENCE} { __typename } }`;
        const of = [foreign, representation, foreign];
        const answer = await ask(port, 'jjb', document, { of });
        expect([port, type, answer.data]).toEqual([
          port,
          type,
          { _entities: [null, { __typename: type }, null] },
        ]);
        expect(codesOf(answer)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
      }
    }
  });

  test('are not to be had for nothing, nor is the SDL of a port', async () => {
    for (const port of SERVICES) {
      const of = entityAsks(subjectOf('BNK_JJB'))[port].map((one) => one.representation);
      const answer = await ask(port, 'nobody', `${REFERENCE} { __typename } }`, { of });
      expect([answer.data ?? null, codesOf(answer)]).toEqual([null, ['UNAUTHENTICATED']]);
      expect(codesOf(await ask(port, 'jjb', '{ _service { sdl } }'))).toEqual(['FORBIDDEN']);
    }
  });
});
