import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, GraphQLError, parse } from 'graphql';
import { isObject } from '../answers/told.ts';
import type { Checks } from '../limits/before-planning.ts';
import { BOUNDS, textBeyond } from '../limits/bounds.ts';
import { tooMuch } from '../limits/refusals.ts';

interface Sent {
  query: string;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * Why a stream is not to be opened, in the words and within the bounds of `/graphql`: the handler of graphql-sse would say
 * it in English alone, without a code, and takes any number of aliases.
 */
export function errorsOfStream(request: FastifyRequest, checks: Checks): readonly GraphQLError[] {
  try {
    const { query, operationName, variables } = sentBy(request);
    const beyond = textBeyond(query);
    if (beyond) return [tooMuch(beyond)];
    const document = parsed(query);
    const operation = getOperationAST(document, operationName) ?? undefined;
    if (operation?.operation === 'mutation') {
      const what = '/graphql/stream: mutation';
      return [requestRefusal('GRAPHQL_VALIDATION_FAILED', { what })];
    }
    return checks({ document, operation, operationName, variables });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

const misformed = (what: string) => requestRefusal('BAD_REQUEST', { what });

/** What a client sends, in a body or as parameters of a GET. */
function sentBy({ method, headers, body, query: parameters }: FastifyRequest): Sent {
  if (!headers.accept?.includes('text/event-stream')) throw misformed('Accept: text/event-stream');
  const sent = method === 'GET' ? fromParameters(parameters) : body;
  if (!isObject(sent)) throw misformed('POST /graphql/stream: { "query": "…" }');
  const { query, operationName, variables, extensions } = sent;
  if (typeof query !== 'string' || query === '') throw misformed('query: "…"');
  if (!isMissing(operationName) && typeof operationName !== 'string') {
    throw misformed('operationName: "…"');
  }
  if (!isMissing(variables) && !isObject(variables)) throw misformed('variables: { … }');
  if (!isMissing(extensions) && !isObject(extensions)) throw misformed('extensions: { … }');
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

const isMissing = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

function fromParameters(parameters: unknown): Record<string, unknown> {
  const { variables, extensions, ...sent } = parameters as Record<string, unknown>;
  return {
    ...sent,
    ...(variables !== undefined && { variables: jsonIn('variables', variables) }),
    ...(extensions !== undefined && { extensions: jsonIn('extensions', extensions) }),
  };
}

function jsonIn(name: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw misformed(`${name}: JSON`);
  }
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: BOUNDS.tokens });
  } catch (error) {
    const { message, locations } = error as GraphQLError;
    const at = locations?.[0];
    const what = `${message.replace(/^Syntax Error: |\.$/g, '')}${at ? ` (${at.line}:${at.column})` : ''}`;
    throw requestRefusal('GRAPHQL_PARSE_FAILED', { what });
  }
}
