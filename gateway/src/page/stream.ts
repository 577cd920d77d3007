import type { Verify } from '@qianfan/kit/identity/verify';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { buildSchema, execute, subscribe } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { keptByNobody } from '../http/kept.ts';
import { refuse, refuseAll } from '../http/refuse.ts';
import { createChecks } from '../limits/before-planning.ts';
import { errorsOfStream } from './asked-of-stream.ts';
import { authorizationOf } from '../http/cookie.ts';
import type { Moved, Pulse } from '../cuts/pulse.ts';

/** Of its own: the supergraph cannot carry subscriptions. What moved is asked for again at `/graphql`. */
const SDL = `
  "An instant in RFC 3339, with microseconds"
  scalar Instant

  type Query {
    "The present state, as cutMoved would tell it"
    cut: CutMoved
  }

  type Subscription {
    "At once, and then whenever there is something new to read; at most once a second"
    cutMoved: CutMoved!
  }

  type CutMoved {
    "Up to where all services can be read"
    at: Instant!
    services: [ServiceCut!]!
  }

  type ServiceCut {
    service: String!
    cut: Instant
    "How many facts it has read; it grows when there is something new"
    facts: Float!
    "Whether it can be heard"
    available: Boolean!
  }
`;
const SCHEMA = buildSchema(SDL);

const shown = ({ at, services }: Moved) => ({
  at: formatInstant(at),
  services: services.map((state) => ({
    ...state,
    cut: state.cut === null ? null : formatInstant(state.cut),
  })),
});

const MOST_STREAMS = 1000;
const BODY_LIMIT = 16 * 1024;

/**
 * `/graphql/stream`: GraphQL over server-sent events (graphql-sse, distinct connections), for principals, until their token
 * expires. When the gateway ends it breaks the connections rather than complete them: clients then connect again.
 */
export function streamRoute(app: FastifyInstance, pulse: Pulse, verify: Verify): void {
  const open = new Set<FastifyReply>();
  const checks = createChecks(SCHEMA, SDL);
  const handler = createHandler({
    schema: SCHEMA,
    authenticate: () => null, // streams shared by several operations would need tokens of their own
    execute: (args) => execute({ ...args, rootValue: { cut: () => shownNow(pulse) } }),
    subscribe: (args) => {
      const { authorization } = args.contextValue as unknown as Asking;
      const isValid = () =>
        verify(authorization).then(
          () => true,
          () => false,
        );
      return subscribe({ ...args, rootValue: { cutMoved: () => moves(pulse, isValid) } });
    },
    context: ({ raw }) => ({ authorization: authorizationOf(raw) }) as never,
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    bodyLimit: BODY_LIMIT,
    onRequest: keptByNobody,
    handler: async (request, reply) => {
      // Proxies that gather an answer before they pass it on would hold back every event.
      void reply.header('x-accel-buffering', 'no');
      try {
        await verify(authorizationOf(request));
        const errors = errorsOfStream(request, checks);
        if (errors.length > 0) return refuseAll(reply, errors, request.id);
        if (open.size >= MOST_STREAMS) throw requestRefusal('UNAVAILABLE', { service: 'stream' });
      } catch (error) {
        return refuse(reply, error, request.id);
      }
      // The handler looks for nothing else there.
      request.raw.headers.accept = 'text/event-stream';
      open.add(reply);
      reply.raw.once('close', () => open.delete(reply));
      void reply.hijack();
      await handler(request, reply).catch(() => reply.raw.destroy());
      // Whatever it was, its place is free again.
      if (!reply.raw.headersSent) reply.raw.destroy();
    },
  });
  app.addHook('preClose', async () => {
    for (const reply of open) reply.raw.destroy();
  });
}

interface Asking {
  authorization: string | undefined;
}

const shownNow = (pulse: Pulse) => {
  const moved = pulse.now();
  return moved ? shown(moved) : null;
};

/**
 * The present state, then every move. Written out rather than as a generator: a generator that waits for its next value
 * cannot be ended.
 */
function moves(pulse: Pulse, isValid: () => Promise<boolean>): AsyncIterableIterator<object> {
  let latest = pulse.now();
  let wake: () => void = () => {};
  let ended = false;
  const leave = pulse.follow((moved) => {
    latest = moved; // who reads slowly gets the last state, not all that were between
    wake();
  });
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    ended = true;
    leave();
    wake();
    return { done: true, value: undefined };
  };

  return {
    async next() {
      while (!ended && !latest) await new Promise<void>((resolve) => (wake = resolve));
      if (ended || !(await isValid())) return end();
      const value = { cutMoved: shown(latest!) };
      latest = undefined;
      return { done: false, value };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
