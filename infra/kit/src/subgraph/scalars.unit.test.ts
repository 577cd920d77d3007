import { type GraphQLScalarType, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  DateScalar,
  Decimal,
  InstantScalar,
  JsonScalar,
  Period,
  PositionScalar,
} from './scalars.ts';

const accepts: [GraphQLScalarType, string[]][] = [
  [Decimal, ['0', '-12.30', '2864.50', '0.013800', '99999999999999999999.99']],
  [Period, ['2024', '2024-12', '2024-Q4']],
  [DateScalar, ['2024-02-29', '2024-12-31']],
];
const refuses: [GraphQLScalarType, unknown[]][] = [
  [Decimal, [1, 1.5, '1e3', '01', '.5', '1.', ' 1', '+1', 'NaN', '', '1'.repeat(40), null]],
  [Period, ['2024-13', '2024-Q5', '2024-1', '24', 2024, '2024-12-31', '']],
  [DateScalar, ['2024-02-30', '2023-02-29', '2024-1-1', '2024-12-31T00:00:00Z', 20241231]],
  [InstantScalar, ['2024-12-31', '2024-12-31T00:00:00', '2024-12-31T00:00:00.1234567Z', 1]],
  [PositionScalar, ['banks/12/1', 'banks/0/0', 'other/0/1', 'banks/0/1/2', 'banks/0/01', 7]],
];

describe.each(accepts)('%s', (scalar, texts) => {
  it.each(texts)('takes %s and gives it back', (text) => {
    expect(scalar.serialize(scalar.parseValue(text))).toBe(text);
    expect(scalar.parseLiteral(parseValue(JSON.stringify(text)))).toBe(text);
  });
});

describe.each(refuses)('%s', (scalar, values) => {
  it.each(values.map((value) => [value]))('refuses %j', (value) => {
    expect(() => scalar.parseValue(value)).toThrow(scalar.name);
    if (value !== 1) expect(() => scalar.serialize(value)).toThrow(scalar.name);
  });

  it('takes no literal but text', () => {
    for (const literal of ['1', '1.5', 'true', 'NAME', '[]', '{}']) {
      expect(() => scalar.parseLiteral(parseValue(literal))).toThrow(scalar.name);
    }
  });
});

describe('Instant', () => {
  it('is microseconds inside and UTC with six decimals outside', () => {
    const micros = InstantScalar.parseValue('2025-01-20T17:30:00.000001+08:00');
    expect(micros).toBe(1_737_365_400_000_001);
    expect(InstantScalar.serialize(micros)).toBe('2025-01-20T09:30:00.000001Z');
  });
});

describe('Position', () => {
  it('is its parts inside', () => {
    const position = { service: 'banks', partition: 3, pos: 1207 };
    expect(PositionScalar.parseValue('banks/3/1207')).toEqual(position);
    expect(PositionScalar.serialize(position)).toBe('banks/3/1207');
    expect(PositionScalar.serialize('banks/3/1207')).toBe('banks/3/1207');
  });
});

describe('JSON', () => {
  it('takes literals with variables in them', () => {
    const literal = parseValue('{ a: [1, "x", true, null], b: $b }');
    expect(JsonScalar.parseLiteral(literal, { b: 7 })).toEqual({ a: [1, 'x', true, null], b: 7 });
  });
});
