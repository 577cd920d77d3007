import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import { GraphQLError } from 'graphql';
import { type Dispatcher, Pool } from 'undici';
import { exchange, type Told } from './exchange.ts';
import type { Life } from './life.ts';

export interface ServiceClientOptions {
  service: Service;
  url: string;
  /** Whether the service is known not to answer: it is not asked then. */
  isSilent?: () => boolean;
  /** Requests in flight beyond this are refused at once: a slow service must not fill the gateway's memory. */
  mostInFlight?: number;
}

export interface ServiceClient {
  readonly service: Service;
  /**
   * Sends a GraphQL request (a JSON text) within the life of the request that needs it.
   * @throws UNAVAILABLE, TIMEOUT or TOO_COMPLEX, as GraphQL errors
   */
  post: (body: string, headers: Headers, isMutation: boolean, life: Life) => Promise<Told>;
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
  isSilent = () => false,
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

  const send = (body: string, headers: Headers, life: Life): Promise<Told> =>
    // Its life is its deadline.
    exchange(pool, { path: '/graphql', method: 'POST', headers, body, ...within(0) }, life);

  const failed = (error: unknown): GraphQLError => {
    if (error instanceof GraphQLError) return error;
    return LATE.has(codeOf(error))
      ? refusal('TIMEOUT', { limit: `${STREAM_DEADLINE / SECOND} s` })
      : refusal('UNAVAILABLE', { service });
  };

  const stream = async (request: Dispatcher.RequestOptions) => {
    try {
      return await pool.request({ ...request, ...within(STREAM_DEADLINE) });
    } catch (error) {
      throw failed(error);
    }
  };

  return {
    service,
    async post(body, headers, isMutation, life) {
      const why = life.ended();
      if (why) throw why;
      if (inFlight >= mostInFlight || isSilent()) throw refusal('UNAVAILABLE', { service });
      inFlight += 1;
      try {
        return await send(body, headers, life).catch((error: unknown) => {
          if (isMutation || !BROKEN.has(codeOf(error))) throw error;
          return send(body, headers, life);
        });
      } catch (error) {
        throw failed(error);
      } finally {
        inFlight -= 1;
      }
    },
    follow: (path, silence, signal) =>
      pool.request({ path, method: 'GET', signal, ...within(silence) }),
    get: (path, headers) => stream({ path, method: 'GET', headers }),
    postAndStream: (path, headers, body) =>
      stream({
        path,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      }),
    close: () => pool.destroy(),
  };
}

const within = (deadline: number) => ({ headersTimeout: deadline, bodyTimeout: deadline });

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');
