import type { Verify } from '@qianfan/kit/identity/verify';
import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorizationOf } from './cookie.ts';
import { keptByNobody } from './kept.ts';
import type { ServiceClient } from '../services/client.ts';
import { refuse } from './refuse.ts';

const PASSED_ON = ['content-type', 'content-encoding'] as const;

/**
 * `/audit/<service>/…` is the service's own `/audit/…`: facts, heads and replays as a stream of any length. The service decides
 * who may read what; here a token is needed to get that far.
 */
export function auditRoutes(
  app: FastifyInstance,
  clients: readonly ServiceClient[],
  verify: Verify,
): void {
  app.route<{ Params: { service: string } }>({
    method: ['GET', 'POST'],
    url: '/audit/:service/*',
    onRequest: keptByNobody,
    handler,
  });

  async function handler(
    request: FastifyRequest<{ Params: { service: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const authorization = authorizationOf(request) ?? '';
    try {
      await verify(authorization);
      const { service } = request.params;
      const client = clients.find((candidate) => candidate.service === service);
      const path = request.raw.url!.slice(`/audit/${service}`.length);
      // Only what is below /audit: no way of writing the path leads elsewhere.
      if (!client || /\.\.|%2e|\/\/|\\/i.test(path.split('?')[0]!)) {
        throw requestRefusal('NOT_FOUND', { what: request.raw.url! });
      }
      const headers = { authorization, 'x-request-id': request.id };
      const answer =
        request.method === 'POST'
          ? await client.postAndStream(
              `/audit${path}`,
              headers,
              JSON.stringify(request.body ?? null),
            )
          : await client.get(`/audit${path}`, headers);
      void reply.code(answer.statusCode);
      for (const name of PASSED_ON) {
        const value = answer.headers[name];
        if (value !== undefined) void reply.header(name, value);
      }
      return reply.send(answer.body);
    } catch (error) {
      return refuse(reply, error, request.id);
    }
  }
}
