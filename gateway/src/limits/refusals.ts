import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import { GraphQLError } from 'graphql';

/** Something of which a request has too much. */
export interface Measured {
  what: keyof typeof NAMES;
  found: number;
  limit: number;
}

/** What is measured, in both languages. */
const NAMES = {
  characters: '文本长度 characters',
  nesting: '括号层数 nesting',
  operations: '操作个数 operations',
  fragments: '片段个数 fragments',
  spreads: '片段引用 spreads of fragments',
  repeated: '重复字段 repeated fields',
  variables: '变量个数 variables',
  values: '变量内容 values in variables',
  depth: '字段层数 depth',
  aliases: '别名个数 aliases',
  fields: '字段个数 fields',
  fetches: '跨服务取数 fetches from services',
  cost: '预计数据项 cost',
  levels: '须算的数字 figures to be worked out',
} as const;

export const tooMuch = ({ what, found, limit }: Measured): GraphQLError =>
  requestRefusal('TOO_COMPLEX', { what: NAMES[what], found: shown(found), limit });

/** A count; beyond any sense it is only said that it is. */
const shown = (found: number): number | string => (found < 1e9 ? Math.ceil(found) : '> 10^9');

/** Errors of one answer. */
export const MOST_ERRORS = 10;
/** UTF-8 of all of them. */
const MOST_BYTES = 8_000;

/** So many of a request's errors as there is room for. */
export function fitting(errors: readonly GraphQLError[]): GraphQLError[] {
  let room = MOST_BYTES;
  return errors.slice(0, MOST_ERRORS).filter((error, i) => {
    room -= Buffer.byteLength(JSON.stringify(error));
    return i === 0 || room > 0;
  });
}

/** An error of GraphQL's validation in both languages; those that are of our catalogue stay as they are. */
export function invalid(error: GraphQLError): GraphQLError {
  const { message, nodes = null, extensions } = error;
  if (extensions['code'] !== undefined) return error;
  const told = requestRefusal('GRAPHQL_VALIDATION_FAILED', { what: message.replace(/\.$/, '') });
  // Of a conflict between many fields, the first of each side.
  return new GraphQLError(told.message, {
    nodes: nodes?.slice(0, 2) ?? null,
    extensions: told.extensions,
  });
}

/** A value that a variable may not have, and where. */
export const unfit = (what: string): GraphQLError => requestRefusal('BAD_USER_INPUT', { what });

/** An alias that the planner of @apollo/gateway would take for a field that it needs itself. */
export const clashing = (alias: string): GraphQLError => requestRefusal('ALIAS_CLASH', { alias });
