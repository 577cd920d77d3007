import { EXIT, type Exit, Failure } from './failure.ts';

export interface AnswerError {
  code: string;
  path?: (string | number)[];
}

export interface GraphqlAnswer {
  data: Record<string, unknown>;
  errors: AnswerError[];
  cut: string | null;
}

/** One request; `asOf`: the instant as of which it is read, null = now. */
export type Graphql = (
  query: string,
  variables: Record<string, unknown>,
  asOf: string | null,
) => Promise<GraphqlAnswer>;

interface Wire {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
  extensions?: { cut?: { at: string } };
}

/** Errors that say nothing of a figure, but of whether one may ask, and now. */
const FATAL: Record<string, Exit> = {
  UNAUTHENTICATED: EXIT.AUTH,
  FORBIDDEN: EXIT.AUTH,
  UNAVAILABLE: EXIT.UNAVAILABLE,
  NOT_YET_AVAILABLE: EXIT.UNAVAILABLE,
  IMPORTING: EXIT.UNAVAILABLE,
  TIMEOUT: EXIT.UNAVAILABLE,
  RATE_LIMITED: EXIT.UNAVAILABLE,
};

/**
 * Speaks GraphQL to a gateway with a bearer token. Errors of single fields are part of the answer.
 * @throws Failure where there is no answer at all, or none to this principal
 */
export const graphqlOf =
  (url: string, token: string): Graphql =>
  async (query, variables, asOf) => {
    const { status, body } = await post(url, token, query, variables, asOf);
    const errors = (body?.errors ?? []).map(({ message, path, extensions }) => ({
      message,
      code: extensions?.code ?? 'INTERNAL',
      ...(path && { path }),
    }));
    const fatal = errors.find(({ code }) => code in FATAL) ?? (body?.data ? undefined : errors[0]);
    if (fatal || !body?.data) {
      const { code, message } = fatal ?? { code: `HTTP_${status}`, message: '' };
      const exit = FATAL[code] ?? (status >= 500 ? EXIT.UNAVAILABLE : EXIT.OFF);
      throw new Failure(
        exit,
        `${url} 没有作答：${code}。`,
        `no answer from ${url}: ${code} ${message}`,
      );
    }
    return { data: body.data, errors, cut: body.extensions?.cut?.at ?? null };
  };

async function post(
  url: string,
  token: string,
  query: string,
  variables: Record<string, unknown>,
  asOf: string | null,
): Promise<{ status: number; body: Wire | undefined }> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${token}`,
    ...(asOf !== null && { 'as-of': asOf }),
  };
  try {
    const request = { method: 'POST', headers, body: JSON.stringify({ query, variables }) };
    const response = await fetch(`${url}/graphql`, request);
    const body = await response.json().catch(() => undefined);
    return { status: response.status, body: body as Wire | undefined };
  } catch {
    throw new Failure(
      EXIT.UNAVAILABLE,
      `无法连接 ${url}；确认系统已启动（npm start），或用 --url 指定地址。`,
      `${url} cannot be reached: check that the system runs (npm start), or give its address with --url.`,
    );
  }
}
