import type { Text } from '../words/text.ts';
import { OPERATIONS, type Operations } from './operations.ts';

/** Why an answer is not there: a typed error of the gateway, or that nothing answered at all. */
export class AskError extends Error {
  override readonly name = 'AskError';
  readonly code: string;
  readonly text: Text;
  readonly fix: Text | undefined;

  constructor(code: string, text: Text, fix?: Text) {
    super(`${code}: ${text.zh}`);
    this.code = code;
    this.text = text;
    this.fix = fix;
  }
}

export interface Answer<Data> {
  data: Data;
  /** Errors beside an answer that is there in part. */
  errors: readonly AskError[];
  /** Up to where the answer read. */
  cut: string;
}

export const LOST = new AskError('UNREACHABLE', {
  zh: '与服务器的连接中断，正在重试。',
  en: 'The server cannot be reached; trying again.',
});

export interface RawError {
  message: string;
  extensions?: { code?: string; text?: Text; fix?: Text };
}

export const errorOf = ({ message, extensions = {} }: RawError): AskError =>
  new AskError(
    extensions.code ?? 'ERROR',
    extensions.text ?? { zh: message, en: message },
    extensions.fix,
  );

/** Whatever was thrown, as an error. */
export const errorIn = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/**
 * Asks one persisted operation by its id. `asOf`: a date, only what was known at its end.
 * @throws AskError where there is no data
 */
export async function ask<Name extends keyof Operations>(
  name: Name,
  variables: Operations[Name]['variables'],
  { asOf, signal }: { asOf?: string; signal?: AbortSignal } = {},
): Promise<Answer<Operations[Name]['data']>> {
  const extensions = { persistedQuery: { version: 1, sha256Hash: OPERATIONS[name] } };
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(asOf ? { 'as-of': asOf } : {}),
    },
    body: JSON.stringify({ operationName: name, variables, extensions }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw LOST;
  });
  const answer = (await response.json().catch(() => {
    throw LOST;
  })) as {
    data?: Operations[Name]['data'] | null;
    errors?: RawError[];
    extensions?: { cut?: { at: string } };
  };
  const errors = (answer.errors ?? []).map(errorOf);
  if (!answer.data) throw errors[0] ?? LOST;
  // Where every part failed there is nothing to show but the reason.
  const isEmpty = Object.values(answer.data).every((part) => part === null);
  if (isEmpty && errors[0]) throw errors[0];
  return { data: answer.data, errors, cut: answer.extensions?.cut?.at ?? '' };
}
