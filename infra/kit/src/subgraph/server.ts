import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { formatInstant, type Instant, isInstant } from '@qianfan/schema/kernel/instant';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Verify } from '../identity/verify.ts';
import type { Logger } from '../telemetry/logger.ts';
import { authenticationPlugin, asksOnlyTypename } from './authentication.ts';
import type { ForRequest, RequestContext } from './context.ts';
import { type CutOptions, cutRoutes } from './cut.ts';
import { refusal, requestRefusal } from './errors.ts';
import { CUT_HEADER } from './headers.ts';
import { createHttp } from './http.ts';
import { inTrouble, readiness } from './readiness.ts';
import { errorPlugin, maskError } from './masking.ts';
import { type SubgraphParts, subgraphSchema } from './schema.ts';

export interface SubgraphOptions extends Omit<CutOptions, 'service'> {
  definition: SubgraphParts;
  verify: Verify;
  /** What resolvers get, for one request; called only with a verified principal. */
  contextFor: (request: ForRequest) => RequestContext | Promise<RequestContext>;
  /** Whether the read model has reached a cut; waits for it briefly. */
  awaitCut: (cut: Instant) => Promise<boolean>;
  /** Why the service takes no commands or answers no queries; `undefined` while all is well. */
  notReady: () => string | undefined;
  /** More paths, such as `/metrics` and `/audit/…`. */
  routes?: (app: FastifyInstance) => void | Promise<void>;
  logger: Logger;
  host?: string;
  port?: number;
}

export interface Serving {
  url: string;
  /** Lets requests in flight finish. */
  close: () => Promise<void>;
}

/** Serves the subgraph of a service at `/graphql`, with `/cut`, `/cut/stream`, `/healthz` and `/readyz` beside it. */
export async function startSubgraph(options: SubgraphOptions): Promise<Serving> {
  const { definition, currentCut, logger } = options;
  const app = createHttp(logger);
  const apollo = new ApolloServer<RequestContext>({
    schema: subgraphSchema(definition),
    plugins: [
      errorPlugin(logger, definition.service),
      authenticationPlugin(),
      cutPlugin(options),
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
    formatError: maskError,
    nodeEnv: 'production',
    introspection: true, // for principals: see authenticationPlugin
    csrfPrevention: true,
    persistedQueries: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: 20_000 },
    maxRecursiveSelections: true,
  });
  await apollo.start();

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: (request, reply) => contextOf(request, reply, options),
    }),
  });
  cutRoutes(app, { ...options, service: definition.service });
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_, reply) => {
    const trouble = options.notReady();
    const { http, ...told } = trouble === undefined ? readiness(currentCut()) : inTrouble(trouble);
    return reply.code(http).send(told);
  });
  await options.routes?.(app);

  const url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return { url, close: () => apollo.stop() };
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { verify, contextFor, currentCut, logger }: SubgraphOptions,
): Promise<RequestContext> {
  const requestId = request.id;
  const { authorization } = request.headers;
  // No resolver runs without a principal, so nothing else of the context is ever read.
  if (authorization === undefined) return { requestId, principal: undefined } as RequestContext;
  try {
    const principal = await verify(authorization);
    const cut = statedCut(request) ?? currentCut() ?? 0;
    return await contextFor({ requestId, principal, cut, signal: signalOf(reply) });
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    logger.error({ err: error, requestId }, 'no context');
    throw requestRefusal('INTERNAL', { requestId });
  }
}

/** Fires when the connection goes before the answer has. */
function signalOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort(refusal('TIMEOUT', { limit: '调用方的等待 the wait' }));
  });
  return gone.signal;
}

function statedCut({ headers }: FastifyRequest): Instant | undefined {
  const stated = headers[CUT_HEADER];
  if (stated === undefined) return undefined;
  if (typeof stated === 'string' && /^\d{1,16}$/.test(stated) && isInstant(Number(stated))) {
    return Number(stated);
  }
  throw requestRefusal('BAD_USER_INPUT', { what: CUT_HEADER });
}

/** A query waits until its cut can be read; a mutation needs no cut, and goes through during an import too. */
function cutPlugin({ awaitCut, currentCut }: SubgraphOptions): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue }) => {
        const { cut, principal } = contextValue;
        if (!principal || operation?.operation !== 'query' || asksOnlyTypename(operation)) return;
        const readable = currentCut() !== undefined && (await awaitCut(cut));
        if (!readable) throw requestRefusal('NOT_YET_AVAILABLE', { wanted: formatInstant(cut) });
      },
    }),
  };
}
