import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';

/** Answers a path beside GraphQL with a typed error, in the shape that GraphQL gives it. Other errors are thrown on. */
export function refuse(reply: FastifyReply, error: unknown, requestId: string): FastifyReply {
  if (!(error instanceof GraphQLError)) throw error;
  return refuseAll(reply, [error], requestId);
}

/** The same with several, of which the first has the status. */
export function refuseAll(
  reply: FastifyReply,
  errors: readonly GraphQLError[],
  requestId: string,
): FastifyReply {
  const { http } = errors[0]!.extensions;
  const status = (http as { status?: number } | undefined)?.status ?? 503;
  const told = errors.map(({ message, locations, extensions: { http: _, ...extensions } }) => ({
    message,
    ...(locations && { locations }),
    extensions: { ...extensions, requestId },
  }));
  return reply.code(status).send({ errors: told });
}
