import { readFileSync } from 'node:fs';
import { buildASTSchema, buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readOperations } from '../operations/manifest.ts';
import { answerTo, variablesOf } from '../plans/answers.fixture.ts';
import { checked } from './checked.ts';
import { type Heard, isObject, MOST_ERRORS, type Path } from './told.ts';

const SUPERGRAPH = new URL('../../../schema/graphql/supergraph.graphql', import.meta.url);
const schema = buildASTSchema(parse(readFileSync(SUPERGRAPH, 'utf8')), { assumeValid: true });
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** Places that hold null now and did not in what was heard; below one of them there is nothing more to see. */
function emptied(now: unknown, heard: unknown, path: Path = []): Path[] {
  if (now === null) return heard === null ? [] : [path];
  if (Array.isArray(now)) {
    return now.flatMap((item, i) => emptied(item, (heard as unknown[])[i], [...path, i]));
  }
  if (!isObject(now)) return [];
  return Object.entries(now).flatMap(([name, value]) =>
    emptied(value, (heard as Record<string, unknown>)[name], [...path, name]),
  );
}

const begins = (path: Path, start: Path): boolean => start.every((part, i) => path[i] === part);

describe.each([...readOperations().values()].map((text) => [/\w+ (\w+)/.exec(text)![1], text]))(
  '%s',
  (_, query) => {
    const operation = getOperationAST(parse(query!))!;

    it.each([0, 5, 50] as const)(
      'has no null without its error where %i of 1000 do not fit',
      (dirt) => {
        for (const seed of SEEDS) {
          const variables = variablesOf(schema, operation, seed);
          const text = answerTo(schema, JSON.stringify({ query, variables }), seed, dirt);
          const heard = JSON.parse(text) as Heard;
          const { data, errors = [] } = checked(
            schema,
            'banks',
            { query: query!, variables },
            heard,
          );
          const from = isObject(heard.data) ? heard.data : {};
          if (dirt === 0) expect([data, errors]).toEqual([heard.data, []]);
          expect(errors.length).toBeLessThanOrEqual(MOST_ERRORS);
          if (errors.length === MOST_ERRORS) continue; // there are more
          for (const place of emptied(data, from)) {
            const reasons = errors.filter(({ path }) => path && begins(path, place));
            expect(reasons, `${seed}: ${place.join('.')}`).not.toEqual([]);
          }
        }
      },
    );
  },
);

describe('types that are one of several', () => {
  const mixed = buildSchema(`
    type Query { things: [Thing] }
    interface Thing { id: ID! }
    type Stone implements Thing { id: ID! weight: Int }
    type Word implements Thing { id: ID! text: String! }
  `);
  const query = `{ things { __typename id ... on Stone { weight } ... on Word { text } } }`;
  const look = (things: unknown) => {
    const { data, errors = [] } = checked(mixed, 'banks', { query }, { data: { things } });
    return { things: data!['things'], paths: errors.map(({ path }) => path!.join('.')) };
  };

  it('are looked at as what they say they are', () => {
    const things = [
      { __typename: 'Stone', id: '1', weight: null },
      { __typename: 'Word', id: '2', text: 'x' },
    ];
    expect(look(things)).toEqual({ things, paths: [] });
    expect(look([{ __typename: 'Word', id: '2', weight: 1 }])).toEqual({
      things: [null],
      paths: ['things.0.text'],
    });
  });

  it('are nothing where they do not say it, or say what cannot be', () => {
    const things = [{ id: '1' }, { __typename: 'Query', id: '1' }, { __typename: 7, id: '1' }];
    expect(look(things)).toEqual({
      things: [null, null, null],
      paths: ['things.0', 'things.1', 'things.2'],
    });
  });
});

describe('what may be skipped', () => {
  const one = buildSchema('type Query { a: Int b: JSON } scalar JSON');
  const query = 'query ($so: Boolean!) { a @include(if: $so) b @skip(if: $so) }';

  it.each([
    [true, { a: 1 }],
    [false, { b: 2 }],
  ])('is missed only where it was asked for: %s', (so, data) => {
    expect(checked(one, 'banks', { query, variables: { so } }, { data })).toEqual({ data });
    expect(checked(one, 'banks', { query, variables: { so: !so } }, { data }).errors).toHaveLength(
      1,
    );
  });

  it('JSON may be anything that can be written down again', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const errors = (b: unknown) =>
      checked(one, 'banks', { query: '{ b }' }, { data: { b } }).errors ?? [];
    expect(errors(nested(60))).toEqual([]);
    expect(errors(nested(100_000))).toHaveLength(1);
  });
});
