import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, errorOf } from '@qianfan/schema/errors/catalogue';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Logger } from '../telemetry/logger.ts';
import { capped } from './errors.ts';
import {
  encodingFault,
  type Fault,
  nestingFault,
  parameterFault,
  repetitionFault,
  textFault,
} from './legible.ts';

/** Commands of up to 4 MiB each, several in one request. */
export const LARGEST_REQUEST = 16 * 1024 * 1024;

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Longer than clients keep idle connections, so that it is never the server that closes one under a request. */
const KEEP_ALIVE_MS = 65_000;

/**
 * The HTTP shell that every process of ours has. A caller's `x-request-id` is kept where it is well-formed; what never
 * reaches GraphQL (malformed JSON, a body that is too large, what is not UTF-8, an unknown path) is answered with a typed
 * error too.
 */
export function createHttp(logger: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_REQUEST,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnparsed,
    frameworkErrors: ({ message }, { id }, reply: FastifyReply) => {
      void reply.code(400).send(answer(400, message, id));
    },
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });

  app.addHook('onRequest', (request, _, done) => {
    const { url = '', headers } = request.raw;
    const query = request.query as Readonly<Record<string, unknown>>;
    const fault = textFault(url, headers['content-type']) ?? parameterFault(query);
    done(fault && refused(fault));
  });

  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes, done) => {
      const text = bytes.toString('utf8');
      const fault = encodingFault(bytes) ?? nestingFault(text);
      if (fault) {
        done(refused(fault));
        return;
      }
      void parse(request, text, (error, body) => {
        const twice = error ? undefined : repetitionFault(text, body);
        done(twice ? refused(twice) : error, body);
      });
    },
  );

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error, requestId: request.id }, 'request failed');
    const { bodyLimit } = request.routeOptions;
    void reply.code(status).send(answer(status, error.message, request.id, bodyLimit));
  });
  app.setNotFoundHandler((request, reply) => {
    void reply.code(404).send(answer(404, request.method + ' ' + request.url, request.id));
  });
  return app;
}

const refused = ({ status, why }: Fault): Error =>
  Object.assign(new Error(why), { statusCode: status });

/** What is no HTTP, such as an address with raw bytes in it, never becomes a request: it is answered on the socket. */
function answerUnparsed({ code, message }: Error & { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === LATE ? 408 : 400;
  const body = JSON.stringify(answer(status, message, randomUUID()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
const LATE = 'ERR_HTTP_REQUEST_TIMEOUT';

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  503: 'UNAVAILABLE',
};

const KIB = 1024;
const sizeText = (bytes: number): string =>
  bytes < KIB * KIB ? `${bytes / KIB} KiB` : `${bytes / KIB / KIB} MiB`;

function answer(
  status: number,
  what: string,
  requestId: string,
  bodyLimit = LARGEST_REQUEST,
): object {
  const code = status === 500 ? 'INTERNAL' : (CODES[status] ?? 'BAD_USER_INPUT');
  const about = errorOf as (code: ErrorCode, parameters: object) => ReturnType<typeof errorOf>;
  const limit = sizeText(bodyLimit);
  const told = capped(what);
  const { message, fix } = about(code, {
    what: told,
    requestId,
    size: `> ${limit}`,
    limit,
    service: told,
  });
  const extensions = { code, text: message, fix, requestId };
  return { errors: [{ message: `${message.zh} ${message.en}`, extensions }] };
}
