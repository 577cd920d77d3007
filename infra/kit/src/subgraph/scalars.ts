import { type Instant, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import { formatPosition, parsePosition, type Position } from '@qianfan/schema/kernel/fact';
import { isDate, parsePeriod } from '@qianfan/schema/kernel/period';
import { SPAN, SPAN_OF_INSTANTS } from '@qianfan/schema/kernel/span';
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const DECIMAL = /^-?(0|[1-9]\d{0,30})(\.\d{1,20})?$/;

interface TextScalar<Internal> {
  name: string;
  description: string;
  specifiedByURL?: string;
  example: string;
  /** Years of which it can speak, where it speaks of any. */
  span?: string;
  /** The value that a text names; `undefined` where it names none. */
  parse: (text: string) => Internal | undefined;
  /** The text of a value; `undefined` where it is not one. */
  format: (value: unknown) => string | undefined;
}

/** A scalar that is a string on the wire and takes nothing but well-formed strings. */
function textScalar<Internal>(options: TextScalar<Internal>): GraphQLScalarType<Internal, string> {
  const { name, description, specifiedByURL, example, span } = options;
  const years = span === undefined ? '' : ` (${span})`;
  const parse = (value: unknown): Internal => {
    const parsed = typeof value === 'string' ? options.parse(value) : undefined;
    if (parsed === undefined)
      throw new GraphQLError(`${name}: expected text such as "${example}"${years}`);
    return parsed;
  };
  return new GraphQLScalarType<Internal, string>({
    name,
    description,
    ...(specifiedByURL ? { specifiedByURL } : {}),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
    serialize: (value) => {
      const text = options.format(value);
      if (text === undefined) throw new GraphQLError(`${name}: not representable`);
      return text;
    },
  });
}

const ifMatches = (holds: (text: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && holds(value) ? value : undefined;

const decimal = ifMatches((text) => DECIMAL.test(text));
const period = ifMatches((text) => parsePeriod(text) !== undefined);
const date = ifMatches(isDate);

export const Decimal = textScalar<string>({
  name: 'Decimal',
  description:
    '精确小数，以文本传送，如 "2864.50"；比率为小数，"0.0138" 即 1.38 %\nExact decimal as text, such as "2864.50"; ratios are fractions, "0.0138" = 1.38 %',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  example: '2864.50',
  parse: decimal,
  format: decimal,
});

export const Period = textScalar<string>({
  name: 'Period',
  description:
    '报告期："2024-12"、"2024-Q4" 或 "2024"\nReporting period: "2024-12", "2024-Q4" or "2024"',
  example: '2024-12',
  span: SPAN,
  parse: period,
  format: period,
});

/** Internally whole microseconds since 1970. */
export const InstantScalar = textScalar<Instant>({
  name: 'Instant',
  description:
    '时点，精确到微秒，带时区：输出一律为 UTC\nInstant with an offset, exact to the microsecond; always UTC when answered',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  example: '2025-01-20T09:30:00.000000Z',
  span: SPAN_OF_INSTANTS,
  parse: parseInstant,
  format: (value) => (Number.isSafeInteger(value) ? formatInstant(value as Instant) : undefined),
});

export const DateScalar = textScalar<string>({
  name: 'Date',
  description:
    '日期（亚洲/上海），如 "2024-12-31"\nCalendar day in Asia/Shanghai, such as "2024-12-31"',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  example: '2024-12-31',
  span: SPAN,
  parse: date,
  format: date,
});

/** Internally a `Position`; a text that is one passes as it is. */
export const PositionScalar = textScalar<Position>({
  name: 'Position',
  description:
    '事实在日志中的位置："服务/分区/序号"，如 "banks/3/1207"\nPosition of a fact in the journals: "service/partition/pos", such as "banks/3/1207"',
  example: 'banks/3/1207',
  parse: parsePosition,
  format: (value) => {
    const text = typeof value === 'string' ? value : formatPosition(value as Position);
    return parsePosition(text) && text;
  },
});

export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: '任意 JSON 值\nAny JSON value',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  parseValue: (value) => value,
  serialize: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
