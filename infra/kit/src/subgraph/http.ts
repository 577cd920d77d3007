import { randomUUID } from 'node:crypto';
import { type ErrorCode, errorOf } from '@qianfan/schema/errors/catalogue';
import { isNestedBeyond, repetitionIn } from '@qianfan/schema/kernel/json';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from '../telemetry/logger.ts';
import { capped } from './errors.ts';

/** Commands of up to 4 MiB each, several in one request. */
export const LARGEST_REQUEST = 16 * 1024 * 1024;

/** Of brackets in brackets: nothing that is meant has a quarter of it, and a parser takes seconds for millions. */
const DEEPEST_JSON = 64;

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Longer than clients keep idle connections, so that it is never the server that closes one under a request. */
const KEEP_ALIVE_MS = 65_000;

/**
 * The HTTP shell that every process of ours has. A caller's `x-request-id` is kept where it is well-formed; what never
 * reaches GraphQL (malformed JSON, a body that is too large, an unknown path) is answered with a typed error too.
 */
export function createHttp(logger: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_REQUEST,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });

  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      if (isNestedBeyond(text, DEEPEST_JSON)) {
        done(badRequest(`JSON > ${DEEPEST_JSON} levels`));
        return;
      }
      void parse(request, text, (error, body) => {
        const twice = error ? undefined : repetitionIn(text, body);
        done(twice ? badRequest(`“${twice.name}” × 2`) : error, body);
      });
    },
  );

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error, requestId: request.id }, 'request failed');
    void reply.code(status).send(answer(status, error.message, request.id));
  });
  app.setNotFoundHandler((request, reply) => {
    void reply.code(404).send(answer(404, request.method + ' ' + request.url, request.id));
  });
  return app;
}

const badRequest = (why: string): Error => Object.assign(new Error(why), { statusCode: 400 });

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  503: 'UNAVAILABLE',
};

function answer(status: number, what: string, requestId: string): object {
  const code = status === 500 ? 'INTERNAL' : (CODES[status] ?? 'BAD_USER_INPUT');
  const about = errorOf as (code: ErrorCode, parameters: object) => ReturnType<typeof errorOf>;
  const size = '> 16 MiB';
  const told = capped(what);
  const { message, fix } = about(code, {
    what: told,
    requestId,
    size,
    limit: '16 MiB',
    service: told,
  });
  const extensions = { code, text: message, fix, requestId };
  return { errors: [{ message: `${message.zh} ${message.en}`, extensions }] };
}
