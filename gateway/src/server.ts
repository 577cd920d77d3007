import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { Verify } from '@qianfan/kit/identity/verify';
import { authenticationPlugin } from '@qianfan/kit/subgraph/authentication';
import { createHttp } from '@qianfan/kit/subgraph/http';
import { errorPlugin, maskError } from '@qianfan/kit/subgraph/masking';
import { readiness, starting } from '@qianfan/kit/subgraph/readiness';
import type { Logger } from '@qianfan/kit/telemetry/logger';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { forbidTelemetry } from './config.ts';
import type { GatewayContext } from './context.ts';
import { followCuts } from './cuts/current.ts';
import { cutPlugin } from './cuts/plugin.ts';
import { createPulse, type Pulse } from './cuts/pulse.ts';
import { auditRoutes } from './http/audit.ts';
import { authorizationOf } from './http/cookie.ts';
import { keptByNobody } from './http/kept.ts';
import { createGatewayMetrics } from './http/metrics.ts';
import { statusPlugin } from './http/status.ts';
import { BOUNDS } from './limits/bounds.ts';
import { checked } from './limits/gateway.ts';
import { firstLook } from './limits/request.ts';
import { readOperations } from './operations/manifest.ts';
import { persistedQueries } from './operations/store.ts';
import { leadReaders, type PageOptions, pageRoutes } from './page/page.ts';
import { createPlans } from './plans/gateway.ts';
import { hearCut } from './services/cut.ts';
import { createServiceClient } from './services/client.ts';
import { createLife, type Patience } from './services/life.ts';
import { createSource, type Source } from './services/source.ts';

export interface GatewayOptions {
  /** The supergraph's SDL. */
  supergraph: string;
  /** Base URL of each service that the supergraph names. */
  services: Readonly<Record<Service, string>>;
  verify: Verify;
  logger: Logger;
  /** Where the page and the accounts are that it offers; without it, no page is served. */
  page?: PageOptions;
  /** How long a request may take and how much it may hear. */
  patience?: Patience;
  host?: string;
  port?: number;
}

export interface ServingGateway {
  url: string;
  /** Lets requests in flight finish. */
  close: () => Promise<void>;
}

/** Serves the supergraph at `/graphql`, the auditor's streams at `/audit/…`, and `/healthz`, `/readyz`, `/metrics`. */
export async function startGateway(options: GatewayOptions): Promise<ServingGateway> {
  forbidTelemetry();
  const { logger, verify } = options;
  const clients = SERVICES.map((service) =>
    createServiceClient({
      service,
      url: options.services[service],
      isSilent: () => pulse.isSilent(service),
    }),
  );
  const pulse: Pulse = createPulse(SERVICES, () => current.now());
  const current = followCuts(
    clients.map((client) => hearCut(client, (heard) => pulse.hear(client.service, heard))),
  );
  const metrics = createGatewayMetrics(current.now);
  const app = createHttp(logger);
  const operations = readOperations();

  const sources = new Map<string, Source>(
    clients.map((client) => [client.service, createSource(client, metrics.called)]),
  );
  const plans = createPlans();
  const planner = new ApolloGateway({
    supergraphSdl: options.supergraph,
    buildService: ({ name }) => sources.get(name)!,
    experimental_didResolveQueryPlan: plans.learn,
    logger,
  });

  const apollo = new ApolloServer<GatewayContext>({
    gateway: checked(
      plans.over(planner, (service, ...request) => sources.get(service)!.ask(...request)),
      options.supergraph,
    ),
    plugins: [
      metrics.plugin,
      errorPlugin(logger),
      authenticationPlugin(),
      cutPlugin(current),
      statusPlugin(),
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
    formatError: maskError,
    logger,
    nodeEnv: 'production',
    introspection: true, // for principals: see authenticationPlugin
    csrfPrevention: true,
    persistedQueries: persistedQueries(operations),
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: BOUNDS.tokens },
    dangerouslyDisableValidation: true, // it is for `checked` to validate, once a document is bounded
  });
  await apollo.start();

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: keptByNobody,
    // Somebody who opens the address of the API in a browser wants to read.
    ...(options.page && { preHandler: leadReaders }),
    handler: fastifyApolloHandler(apollo, {
      context(request, reply) {
        firstLook(request, operations);
        return contextOf(request, reply, options);
      },
    }),
  });
  auditRoutes(app, clients, verify);
  if (options.page) pageRoutes(app, options.page, options.supergraph, pulse, verify);
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_, reply) => {
    const { http, ...told } =
      current.status() === 'starting' ? starting() : readiness(current.now());
    return reply.code(http).send(told);
  });
  app.get('/metrics', async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.expose()),
  );

  const url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return {
    url,
    async close() {
      await apollo.stop();
      current.stop();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { verify, patience }: GatewayOptions,
): Promise<GatewayContext> {
  const life = createLife(patience);
  reply.raw.once('close', life.leave);
  const authorization = authorizationOf(request);
  return {
    requestId: request.id,
    principal: authorization === undefined ? undefined : await verify(authorization),
    authorization,
    asked: { asOf: header(request, 'as-of'), minCut: header(request, 'min-cut') },
    cut: undefined,
    unavailable: new Set(),
    heard: [],
    life,
  };
}

function header({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : undefined;
}
