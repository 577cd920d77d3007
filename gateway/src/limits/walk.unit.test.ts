import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checks, openChecks } from './checks.fixture.ts';
import { sizesIn, UNKNOWN_LIST } from './size.ts';
import { SIZES } from './sizes.ts';
import { along, type Field, required, ways } from './ways.fixture.ts';

let checks: Checks;
beforeAll(async () => {
  checks = await openChecks();
});
afterAll(() => checks?.stop());

interface Place {
  name: string;
  field: Field;
}

const places = (): Place[] =>
  Object.values(checks.schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({
        name: `${type.name}.${field.name}`,
        field,
      })),
    );

describe('the table of sizes', () => {
  it('says of every list of the supergraph how long it is, or a rule does', () => {
    const sizes = sizesIn(checks.schema, SIZES);
    const lists = places().filter(({ field }) => isListType(getNullableType(field.type)));
    expect(lists.length).toBeGreaterThan(60);
    const unknown = lists.filter(({ name }) => (sizes.get(name) ?? UNKNOWN_LIST) === UNKNOWN_LIST);
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it('says of every field that works out figures how many', () => {
    const figures = places().filter(
      ({ name, field }) =>
        name.startsWith('Query.') &&
        /^(Observation|CombinedFigure|VintageRow|Ranking|Difference)$/.test(
          getNamedType(field.type).name,
        ),
    );
    expect(figures.length).toBe(8);
    expect(figures.filter(({ name }) => !SIZES[name]?.levels)).toEqual([]);
  });

  it('names nothing that the schema lacks', () => {
    const known = new Set(places().map(({ name }) => name));
    expect(Object.keys(SIZES).filter((name) => !known.has(name))).toEqual([]);
  });
});

/** Values that a leaf does not take, as literals. */
const NONSENSE: Readonly<Record<string, string>> = {
  Period: '"2024-13"',
  Date: '"2024-02-30"',
  Instant: '"2024-02-30T00:00:00Z"',
  Position: '"banks/x"',
  Decimal: '"1,5"',
  Int: '1.5',
  Boolean: '"yes"',
  ID: '1.5',
  String: '7',
};

describe('every argument of a leaf', () => {
  it('is refused where its value is nonsense, in the document and in a variable', () => {
    const tried = new Set<string>();
    for (const [type, path] of ways(checks.schema)) {
      const object = checks.schema.getType(type);
      if (!isObjectType(object)) continue;
      for (const field of Object.values(object.getFields())) {
        for (const arg of field.args) {
          const leaf = getNamedType(arg.type);
          if (!isLeafType(leaf) || leaf.name === 'JSON') continue;
          const value = isEnumType(leaf) ? 'NONSENSE' : NONSENSE[leaf.name]!;
          const others = required(field, arg).replace(/^\(|\)$/g, '');
          const asked = (told: string) => {
            const set = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
            const at = `${field.name}(${[others, `${arg.name}: ${told}`].filter(Boolean).join(', ')})${set}`;
            return along(path, at);
          };
          const literal = checks.codes(asked(value));
          expect(literal[0], asked(value)).toMatch(/^GRAPHQL_VALIDATION_FAILED/);
          const isList = isListType(getNullableType(arg.type));
          const declared = `query ($v: ${String(arg.type)})`;
          const given = isEnumType(leaf) ? 'NONSENSE' : (JSON.parse(value) as unknown);
          const byVariable = checks.codes(asked('$v').replace(/^\{/, `${declared} {`), {
            v: isList ? [given] : given,
          });
          expect(byVariable[0], asked('$v')).toMatch(/^BAD_USER_INPUT/);
          tried.add(`${type}.${field.name}(${arg.name})`);
        }
      }
    }
    expect(tried.size).toBeGreaterThan(100);
  });

  it('is of a scalar that is known here, for every scalar of the services', () => {
    const scalars = Object.values(checks.schema.getTypeMap()).filter(
      (type) => isScalarType(type) && !isSpecifiedScalarType(type) && type.name !== 'JSON',
    );
    expect(scalars.length).toBeGreaterThan(4);
    for (const scalar of scalars) {
      const { parseValue } = scalar as { parseValue: (value: unknown) => unknown };
      expect(() => parseValue('nonsense'), scalar.name).toThrow(scalar.name);
      expect(() => parseValue({}), scalar.name).toThrow(scalar.name);
    }
  });
});

describe('every field of an input', () => {
  it('is refused by its place where its value is nonsense', () => {
    const figure = checks.schema.getType('FigureInput');
    if (!isInputObjectType(figure)) throw new Error('FigureInput');
    for (const field of Object.values(figure.getFields())) {
      const leaf = getNamedType(field.type);
      const value = isEnumType(leaf) ? 'NONSENSE' : (JSON.parse(NONSENSE[leaf.name]!) as unknown);
      const variables = { f: [{ metric: 'M', period: '2024', [field.name]: value }] };
      const [code] = checks.codes(
        'query ($f: [FigureInput!]!) { observations(figures: $f) { value } }',
        variables,
      );
      expect(code).toMatch(/^BAD_USER_INPUT/);
      expect(code).toContain(`$f[0].${field.name}`);
    }
  });
});
