import { randomUUID } from 'node:crypto';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { getNamedType, type GraphQLField, isInputObjectType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { nullablePlaces, nullPairs } from '../support/nullable.ts';
import { pagedLists } from '../support/lists.ts';
import { textPlaces } from '../support/walk.ts';
import { unknownAsks } from '../support/unknown-values.ts';
import {
  codesOf,
  each,
  openWalk,
  type Port,
  PORTS,
  rootsOf,
  type Walk,
} from '../support/walkers.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

let walk: Walk;
beforeAll(async () => {
  walk = await openWalk();
});
afterAll(() => walk?.close());

const FIGURE = '{metric: "LN_BAL", period: "2024-12"}';
const PERIODS = 'from: "2024-11", to: "2024-12"';
/** What other walks always say. */
const BARE: Record<string, string> = {
  regions: '',
  ranking: 'metric: "LN_BAL", period: "2024-12"',
  observations: `figures: [${FIGURE}]`,
  series: `${PERIODS}, figure: ${FIGURE}`,
  vintages: `${PERIODS}, figure: ${FIGURE}`,
  difference: `between: "2025-01-14", and: "2025-02-28", figure: ${FIGURE}`,
  combined: `how: DIFFERENCE, figures: [${FIGURE}, ${FIGURE.replace('2024-12', '2024-11')}]`,
};

const pairsOf = (port: Port) => {
  const asks = rootsOf(port, walk.subjectOf('BNK_JJB')).filter(({ refused }) => !refused);
  const bare = Object.entries(BARE).map(([field, args]) => ({ field, args }));
  const fields = walk.schemas[port].getQueryType()!.getFields();
  return nullPairs(walk.schemas[port], [...asks, ...bare.filter(({ field }) => field in fields)]);
};

/** What a figure may be refused with, where a transform of it makes no sense. */
const MEANINGLESS = ['POINTS_OF_AMOUNT', 'GROWTH_OF_RATIO', 'NOT_BY_LIST', 'NOT_COLLECTED'];

/** What stands under an alias, wherever it is. */
function* under(alias: string, value: unknown): Generator<unknown> {
  if (Array.isArray(value)) for (const item of value) yield* under(alias, item);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (name === alias) yield inner;
      else yield* under(alias, inner);
    }
  }
}

describe('C3: an explicit null of an argument is the argument left out', () => {
  test('every place of the supergraph where null may be said is walked', () => {
    const walked = new Set(pairsOf('gateway').map(({ place }) => place));
    expect(nullablePlaces(walk.schemas.gateway).filter((place) => !walked.has(place))).toEqual([]);
    expect(walked.size).toBeGreaterThan(120);
  });

  test.each(PORTS)('at %s', async (port) => {
    const seen: string[] = [];
    await each(pairsOf(port), async ({ place, document, variables }) => {
      const answer = await walk.ask(port, 'regulator', document, variables);
      // Where the question makes no sense it is refused in the same words, whichever way it is put.
      const refused = (alias: string) =>
        codesOf({
          ...answer,
          errors: answer.errors?.filter(({ path }) => path?.includes(alias)) ?? [],
        });
      const nowhere = (answer.errors ?? []).filter(({ path }) => !path);
      expect([place, nowhere]).toEqual([place, []]);
      expect(MEANINGLESS).toEqual(expect.arrayContaining(refused('plain')));
      const plain = [...under('plain', answer.data)];
      if (plain.length > 0) seen.push(place);
      for (const other of ['nulled', ...(document.includes('told:') ? ['told'] : [])]) {
        expect([place, other, [...under(other, answer.data)]]).toEqual([place, other, plain]);
        expect([place, other, refused(other)]).toEqual([place, other, refused('plain')]);
      }
    });
    expect(seen.length).toBeGreaterThan(0);
  });

  test('in a command, so that its digest and its receipt are the same', async () => {
    const id = randomUUID();
    const send = (more: object) =>
      walk.ask(
        'gateway',
        'jjb',
        `mutation ($input: SubmitReturnInput!) {
          submitReturn(input: $input) { status receipt { position digest } issues { code } }
        }`,
        { input: { id, institution: 'BNK_JJB', form: 'TF01', period: '2024-12', ...more } },
      );
    const content = {
      tables: [],
      cells: [{ row: '1', column: 'A', value: '1.00' }],
      borrowers: [],
    };
    const first = await send(content);
    expect(first.data!.submitReturn).toMatchObject({ status: 'REFUSED' });
    const nulls = { revision: null, currency: null, unit: null, knownAt: null, receivedAt: null };
    const cells = content.cells.map((cell) => ({ ...cell, area: null }));
    expect(await send({ ...content, cells, ...nulls })).toMatchObject({ data: first.data });
  });
});

describe('C1: a list that is asked for by a code that nobody has', () => {
  test.each(PORTS)('at %s is a typed refusal, not an empty list', async (port) => {
    const asks = rootsOf(port, walk.subjectOf('BNK_JJB')).filter(({ refused }) => !refused);
    const tried = unknownAsks(walk.schemas[port], asks);
    const otherwise: string[] = [];
    await each(tried, async ({ place, document }) => {
      const codes = new Set(codesOf(await walk.ask(port, 'regulator', document)));
      if (!/^UNKNOWN_[A-Z_]+$/.test([...codes].join()))
        otherwise.push(`${place} ${[...codes].join()}`);
    });
    expect(otherwise).toEqual([]);
    expect(tried.length).toBeGreaterThan(3);
  });
});

describe('C9: a cursor belongs to the list that gave it out', () => {
  const listsOf = (port: Port) =>
    pagedLists(walk.schemas[port], rootsOf(port, walk.subjectOf('BNK_JJB')));
  const endOf = (data: unknown): string | undefined => {
    for (const list of under('list', data)) {
      const { endCursor } = (list as { pageInfo: { endCursor: string | null } }).pageInfo;
      if (endCursor !== null) return endCursor;
    }
    return undefined;
  };

  test.each(PORTS)('at %s: of any other list, or made up, it is refused', async (port) => {
    const cursors = new Map<string, string>();
    await each(listsOf(port), async ({ place, document }) => {
      const answer = await walk.ask(port, 'regulator', document(false));
      expect([place, codesOf(answer)]).toEqual([place, []]);
      const end = endOf(answer.data);
      if (end !== undefined) cursors.set(place, end);
    });
    const opaque = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const nonsense = ['', '?', '[1,2]', opaque([1, 2]), opaque(['BNK_JJB', 'L-1']), 'ab\0'];
    await each(listsOf(port), async ({ place, document }) => {
      if (!cursors.has(place)) return; // nothing leads into it where it is empty
      const own = cursors.get(place)!;
      const onwards = await walk.ask(port, 'regulator', document(true), { after: own });
      expect([place, codesOf(onwards)]).toEqual([place, []]);
      const [name, keyset] = JSON.parse(Buffer.from(own, 'base64url').toString()) as unknown[];
      const forged = [[1, 2], [null], 'x', {}, [...(keyset as unknown[]), 1], [-1e300]];
      for (const after of [
        ...[...cursors].filter(([other]) => other !== place).map(([, cursor]) => cursor),
        ...nonsense,
        ...forged.map((it) => opaque([name, it])),
      ]) {
        const codes = codesOf(await walk.ask(port, 'regulator', document(true), { after }));
        expect([place, after, [...new Set(codes)]]).toEqual([place, after, ['BAD_USER_INPUT']]);
      }
    });
    expect(cursors.size).toBeGreaterThan(0);
  });
});

describe('C9: text that nothing can store', () => {
  test.each(PORTS)('is a client’s mistake in every text that %s takes', async (port) => {
    const fields = walk.schemas[port].getQueryType()!.getFields();
    const asks = new Map(rootsOf(port, walk.subjectOf('BNK_JJB')).map((one) => [one.field, one]));
    const tried = [...asks.values()].flatMap(({ field, args }) =>
      textPlaces(fields[field]!).flatMap((place) =>
        ['\0', 'a\0b', '\ud800', 'BNK_JJB\udfff'].map((text) => ({ field, args, place, text })),
      ),
    );
    await each(tried, async ({ field, args, place, text }) => {
      const type = getNamedType(fields[field]!.type);
      const selection = isObjectType(type) ? ' { __typename }' : '';
      const { given, kind } = withVariable(fields[field]!, args, place);
      const document = `query ($text: ${kind}) { ${field}(${given})${selection} }`;
      const codes = codesOf(await walk.ask(port, 'regulator', document, { text }));
      // The gateway may count before it reads: by what a ranking ranks is not known from such a text.
      expect([field, place, codes.length]).toEqual([field, place, 1]);
      const expected = port === 'gateway' ? ['BAD_USER_INPUT', 'TOO_COMPLEX'] : ['BAD_USER_INPUT'];
      expect(expected, `${field} ${place.join()}`).toContain(codes[0]);
    });
    expect(tried.length).toBeGreaterThan(10);
  });

  test('is refused for the key of an entity, and the others are answered', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Institution { code } } }';
    const of = ['BNK_JJB', 'BNK\0', '\ud800'].map((code) => ({ __typename: 'Institution', code }));
    for (const port of SERVICES) {
      const answer = await walk.ask(port, 'regulator', query, { of });
      expect([port, codesOf(answer)]).toEqual([port, ['BAD_USER_INPUT', 'BAD_USER_INPUT']]);
      expect(answer.data!._entities).toEqual([{ code: 'BNK_JJB' }, null, null]);
    }
  });
});

/** Arguments with a variable in one place, perhaps inside an input object. */
function withVariable(
  { args: places }: GraphQLField<unknown, unknown>,
  args: string,
  [name, inner]: string[],
): { given: string; kind: string } {
  const place = places.find((arg) => arg.name === name)!;
  const named = getNamedType(place.type);
  const at = inner ?? name!;
  const kind = isInputObjectType(named) ? named.getFields()[inner!]!.type : place.type;
  const said = new RegExp(`\\b${at}: "[^"]*"`, 'g');
  if (said.test(args)) return { given: args.replaceAll(said, `${at}: $text`), kind: String(kind) };
  const given = inner
    ? args.replaceAll('{', `{${inner}: $text, `)
    : [args, `${name}: $text`].filter(Boolean).join(', ');
  return { given, kind: String(kind) };
}
