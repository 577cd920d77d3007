import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';

/** Answers a path beside GraphQL with a typed error, in the shape that GraphQL gives it. Other errors are thrown on. */
export function refuse(reply: FastifyReply, error: unknown, requestId: string): FastifyReply {
  if (!(error instanceof GraphQLError)) throw error;
  const { http, ...extensions } = error.extensions;
  const status = (http as { status?: number } | undefined)?.status ?? 503;
  const errors = [{ message: error.message, extensions: { ...extensions, requestId } }];
  return reply.code(status).send({ errors });
}
