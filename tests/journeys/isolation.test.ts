import { SERVICES } from '@qianfan/schema/kernel/fact';
import {
  getIntrospectionQuery,
  type GraphQLObjectType,
  type GraphQLUnionType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { entityAsks, type Subject } from '../support/asks.ts';
import type { Answer } from '../support/system.ts';
import { trespassesOf } from '../support/trespass.ts';
import { objectsIn, shownBy, stepsFrom } from '../support/walk.ts';
import {
  codesOf,
  documentOf,
  each,
  mayAsk,
  openWalk,
  PORTS,
  rootsOf,
  type Walk,
  WALKERS,
} from '../support/walkers.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

let walk: Walk;
beforeAll(async () => {
  walk = await openWalk();
});
afterAll(() => walk?.close());

describe('I6: the walk', () => {
  test.each(PORTS)('covers every root field and entity of %s', (port) => {
    const schema = walk.schemas[port];
    const subject = walk.subjectOf('BNK_JJB');
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
      const steps = stepsFrom(walk.schemas.gateway, rootsOf('gateway', walk.subjectOf(code)));
      await each(steps, async ({ coordinate, document }) => {
        asked.add(coordinate);
        const answer = await walk.askWhole('gateway', walker, document);
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
    const types = Object.values(walk.schemas.gateway.getTypeMap())
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
  // Growth of what no lists decide, or of what a form has summed up, cannot be taken apart.
  'NOT_BY_LIST',
  'NOT_COLLECTED',
]);

const unexpected = (answer: Answer, ...expected: string[]): unknown[] =>
  codesOf(answer).filter((code) => !MEANINGLESS.has(code) && !expected.includes(code as string));

describe('I6: nobody', () => {
  test.each(PORTS)('is UNAUTHENTICATED whatever is asked of %s', async (port) => {
    const subject = walk.subjectOf('BNK_JJB');
    const documents = [
      ...rootsOf(port, subject).map((one) => documentOf(walk.schemas[port], one)),
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
      const answer = await walk.ask(port, 'nobody', document);
      expect([document, answer.data ?? null, codesOf(answer)]).toEqual([
        document,
        null,
        ['UNAUTHENTICATED'],
      ]);
    });
    expect(await walk.ask(port, 'nobody', '{ __typename }')).toMatchObject({
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
    const subject = walk.subjectOf(isOwner ? principal.institution : 'BNK_JJB');
    await each(stepsFrom(walk.schemas[port], rootsOf(port, subject)), async ({ document }) => {
      const answer = await walk.askWhole(port, walker, document);
      expect([document, trespassesOf(principal, answer.data, walk.facts)]).toEqual([document, []]);
      // More of them than are told one by one.
      const expected = walker === 'dost' || walker === 'city' ? ['FORBIDDEN', 'MORE_ERRORS'] : [];
      expect([document, unexpected(answer, ...expected)]).toEqual([document, []]);
    });
  });
});

describe('I6: who names whose rows', () => {
  test.each(PORTS)('at %s: the row, or FORBIDDEN, never null', async (port) => {
    for (const walker of ['jjb', 'icbc', 'picc', 'dost', 'auditor']) {
      const principal = WALKERS[walker]!;
      for (const code of ['BNK_JJB', 'BNK_ICBC_JX', 'INS_PICC_JX', 'BNK_NOPE']) {
        const known = walk.subjectOf(code);
        const unknown = { ...known, loan: 'NOPE', cover: 'NOPE', filing: 'NOPE' };
        const asks = [...rootsOf(port, known), ...rootsOf(port, unknown)].filter(
          ({ args, records }) => args && records !== 'OPEN',
        );
        await each(asks, async (one) => {
          const answer = await walk.ask(
            port,
            walker,
            `{ ${one.field}(${one.args}) { __typename } }`,
          );
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
      const object = walk.schemas[port].getType(type) as GraphQLObjectType;
      return `${REFERENCE} { __typename ... on ${type} { ${shownBy(object)} } } }`;
    };
    for (const walker of ['jjb', 'picc', 'dost', 'auditor']) {
      const principal = WALKERS[walker]!;
      for (const code of ['BNK_JJB', 'BNK_ICBC_JX', 'INS_PICC_JX', 'BNK_NOPE']) {
        const known = walk.subjectOf(code);
        const unknown = { ...known, loan: 'NOPE', cover: 'NOPE', filing: 'NOPE' };
        const asks = [...entityAsks(known)[port], ...entityAsks(unknown)[port]];
        await each(asks, async ({ type, representation, records }) => {
          const answer = await walk.ask(port, walker, documentOn(type), { of: [representation] });
          const about = [walker, representation];
          expect([about, trespassesOf(principal, answer.data, walk.facts)]).toEqual([about, []]);
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
    const [own, other] = ['BNK_JJB', 'BNK_ICBC_JX'].map(walk.subjectOf) as [Subject, Subject];
    for (const port of SERVICES) {
      for (const [n, { type, representation, records }] of entityAsks(own)[port].entries()) {
        if (records === 'OPEN' || JSON.stringify(representation).includes('NONE')) continue;
        const foreign = entityAsks(other)[port][n]!.representation;
        const document = `${REFERENCE} { __typename } }`;
        const of = [foreign, representation, foreign];
        const answer = await walk.ask(port, 'jjb', document, { of });
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
      const of = entityAsks(walk.subjectOf('BNK_JJB'))[port].map((one) => one.representation);
      const answer = await walk.ask(port, 'nobody', `${REFERENCE} { __typename } }`, { of });
      expect([answer.data ?? null, codesOf(answer)]).toEqual([null, ['UNAUTHENTICATED']]);
      expect(codesOf(await walk.ask(port, 'jjb', '{ _service { sdl } }'))).toEqual(['FORBIDDEN']);
    }
  });
});
