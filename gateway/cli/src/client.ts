import type { Text } from '@qianfan/schema/kernel/issue';
import { EXIT, exitOf, Failure } from './failure.ts';
import type { Session } from './session.ts';
import { jsonLines } from './text/lines.ts';

interface WireError {
  message?: string | Text;
  code?: string;
  fix?: Text;
  extensions?: { code?: string; text?: Text; fix?: Text };
}

const textOf = (error: WireError): Text => {
  if (error.extensions?.text) return error.extensions.text;
  const { message = 'unknown error' } = error;
  return typeof message === 'string' ? { zh: message, en: message } : message;
};

/** An error of the catalogue, however it came over the wire. */
export function failureOf(error: WireError, status = 200): Failure {
  const code = error.extensions?.code ?? error.code ?? `HTTP_${status}`;
  const exit = status >= 502 ? EXIT.UNAVAILABLE : exitOf(code);
  return new Failure(exit, code, textOf(error), error.extensions?.fix ?? error.fix);
}

async function send(session: Session, path: string, init: RequestInit): Promise<Response> {
  const headers = { authorization: `Bearer ${await session.token()}`, ...init.headers };
  try {
    return await fetch(session.url + path, { ...init, headers });
  } catch {
    throw new Failure(
      EXIT.UNAVAILABLE,
      'UNAVAILABLE',
      { zh: `无法连接 ${session.url}。`, en: `${session.url} cannot be reached.` },
      {
        zh: '确认系统已启动（npm start），或用 --url 指定地址。',
        en: 'Check that the system runs (npm start), or give its address with --url.',
      },
    );
  }
}

async function refuse(response: Response): Promise<never> {
  const text = await response.text();
  let body: { error?: WireError; errors?: WireError[] } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // a proxy's page; the status says enough
  }
  const fallback = { message: `HTTP ${response.status}`, code: statusCode(response.status) };
  throw failureOf(body.error ?? body.errors?.[0] ?? fallback, response.status);
}

const statusCode = (status: number): string =>
  ({ 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN' })[status] ?? `HTTP_${status}`;

export interface GraphqlAnswer<Data> {
  data: Data;
  /** The instant at which everything in the answer was read. */
  cut: string | undefined;
}

/** One GraphQL request. Fields that failed make it fail, so that no figure is shown without its neighbour. */
export async function graphql<Data>(
  session: Session,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await send(session, '/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  if (!response.ok) return refuse(response);
  const body = (await response.json()) as {
    data?: Data;
    errors?: WireError[];
    extensions?: { cut?: { at: string } };
  };
  if (body.errors?.[0]) throw failureOf(body.errors[0]);
  return { data: body.data as Data, cut: body.extensions?.cut?.at };
}

/** The JSON document at a path. */
export async function getJson<Body>(session: Session, path: string): Promise<Body> {
  const response = await send(session, path, {});
  return response.ok ? ((await response.json()) as Body) : refuse(response);
}

/** The lines of an NDJSON answer, as they arrive; empty ones keep the connection alive and are skipped. A stream that breaks off is UNAVAILABLE. */
export async function* streamLines<Line>(
  session: Session,
  path: string,
  init: RequestInit = {},
): AsyncGenerator<Line> {
  const response = await send(session, path, init);
  if (!response.ok) return refuse(response);
  try {
    yield* jsonLines<Line>(response.body ?? []);
  } catch {
    throw brokenStream(session);
  }
}

const brokenStream = (session: Session): Failure =>
  new Failure(EXIT.UNAVAILABLE, 'UNAVAILABLE', {
    zh: `来自 ${session.url} 的数据流中断。`,
    en: `The stream from ${session.url} broke off.`,
  });
