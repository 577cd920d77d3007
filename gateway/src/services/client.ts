import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import { type Dispatcher, Pool } from 'undici';
import { exchange } from './exchange.ts';

export interface ServiceClientOptions {
  service: Service;
  url: string;
  /** Until the last byte of an answer to a query, in milliseconds. */
  queryDeadline?: number;
  /** The same for a mutation: a batch of an import takes longer. */
  mutationDeadline?: number;
  /** Requests in flight beyond this are refused at once: a slow service must not fill the gateway's memory. */
  mostInFlight?: number;
}

export interface ServiceClient {
  readonly service: Service;
  /** Sends a GraphQL request (a JSON text); the answer's text. @throws UNAVAILABLE or TIMEOUT, as GraphQL errors */
  post: (body: string, headers: Headers, isMutation: boolean) => Promise<string>;
  /** A GET whose answer goes on until one side ends it; `silence`: the longest between two pieces. @throws what goes wrong, as it is */
  follow: (path: string, silence: number, signal: AbortSignal) => Promise<Dispatcher.ResponseData>;
  /** A GET whose body is streamed on. @throws UNAVAILABLE */
  get: (path: string, headers: Headers) => Promise<Dispatcher.ResponseData>;
  /** A POST of a JSON text whose answer is streamed on, such as a replay. @throws UNAVAILABLE */
  postAndStream: (path: string, headers: Headers, body: string) => Promise<Dispatcher.ResponseData>;
  close: () => Promise<void>;
}

type Headers = Record<string, string>;

const SECOND = 1000;
/** Between two pieces of a stream. */
const STREAM_DEADLINE = 30 * SECOND;
/** The connection went away, perhaps while idle: the request may not even have arrived. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED']);

/** HTTP to one service over a pool of kept connections. */
export function createServiceClient({
  service,
  url,
  queryDeadline = 10 * SECOND,
  mutationDeadline = 60 * SECOND,
  mostInFlight = 512,
}: ServiceClientOptions): ServiceClient {
  const pool = new Pool(new URL(url).origin, {
    connections: 64,
    // Below the services' 65 s, so that it is never they who close a connection under a request.
    keepAliveTimeout: 30 * SECOND,
    keepAliveMaxTimeout: 60 * SECOND,
    connect: { timeout: 2 * SECOND },
  });
  let inFlight = 0;

  const send = async (body: string, headers: Headers, deadline: number): Promise<string> => {
    const request = { path: '/graphql', method: 'POST', headers, body } as const;
    const { text } = await exchange(pool, { ...request, ...within(deadline) });
    return text;
  };

  const failed = (error: unknown, deadline: number) =>
    LATE.has(codeOf(error))
      ? refusal('TIMEOUT', { limit: `${deadline / SECOND} s` })
      : refusal('UNAVAILABLE', { service });

  const stream = async (request: Dispatcher.RequestOptions, deadline: number) => {
    try {
      return await pool.request({ ...request, ...within(deadline) });
    } catch (error) {
      throw failed(error, deadline);
    }
  };

  return {
    service,
    async post(body, headers, isMutation) {
      if (inFlight >= mostInFlight) throw refusal('UNAVAILABLE', { service });
      const deadline = isMutation ? mutationDeadline : queryDeadline;
      inFlight += 1;
      try {
        return await send(body, headers, deadline).catch((error: unknown) => {
          if (isMutation || !BROKEN.has(codeOf(error))) throw error;
          return send(body, headers, deadline);
        });
      } catch (error) {
        throw failed(error, deadline);
      } finally {
        inFlight -= 1;
      }
    },
    follow: (path, silence, signal) =>
      pool.request({ path, method: 'GET', signal, ...within(silence) }),
    get: (path, headers) => stream({ path, method: 'GET', headers }, STREAM_DEADLINE),
    postAndStream: (path, headers, body) =>
      stream(
        { path, method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body },
        STREAM_DEADLINE,
      ),
    close: () => pool.destroy(),
  };
}

const within = (deadline: number) => ({ headersTimeout: deadline, bodyTimeout: deadline });

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');
