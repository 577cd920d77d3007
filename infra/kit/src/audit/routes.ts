import { PassThrough, Readable } from 'node:stream';
import type { StreamType } from '@qianfan/schema/kernel/decider';
import { PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';
import { formatInstant, type Instant, parseInstant } from '@qianfan/schema/kernel/instant';
import { type CatalogueError, errorOf } from '@qianfan/schema/errors/catalogue';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { reach } from '../identity/reach.ts';
import type { Verify } from '../identity/verify.ts';
import { readHeads } from '../journal/read.ts';
import { isTransient } from '../postgres/errors.ts';
import { projectionCursors, relayCursors } from './cursors.ts';
import { factLines } from './facts.ts';
import { claimReplay, type Rebuild, replay } from './replay.ts';

export interface AuditOptions {
  service: Service;
  pool: Pool;
  verify: Verify;
  streams: readonly StreamType[];
  /** Postgres schema of the read model that is being served. */
  readModel: () => string;
  /** Up to which instant the read model is complete. */
  readable: () => Promise<Instant>;
  rebuild: Rebuild;
  onError: (error: unknown, what: string) => void;
}

/** An empty line at least this often while a replay has nothing to say. */
const ALIVE_MS = 5_000;

const NDJSON = 'application/x-ndjson; charset=utf-8';

/** A request that is answered with one error of the catalogue. */
class Refused extends Error {
  readonly http: number;
  readonly body: object;
  constructor({ code, http, message, fix }: CatalogueError) {
    super(code);
    this.http = http;
    this.body = { error: { code, message, fix } };
  }
}

const natural = (query: unknown, name: string, max: number, fallback?: number): number => {
  const text = (query as Record<string, unknown>)[name];
  if (text === undefined && fallback !== undefined) return fallback;
  const value = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new Refused(errorOf('BAD_USER_INPUT', { what: name }));
  return value;
};

/**
 * What an auditor needs to check the service from outside, without access to its database:
 * - `GET /audit/facts?partition&after&limit`: whole rows of the journal as NDJSON, in order of position;
 * - `GET /audit/heads`, `GET /audit/cursors`: what the hash at a position was, as writer and readers remember it;
 * - `POST /audit/replay {"until": instant}`: rebuild and comparison, as NDJSON.
 * For auditors and the province's regulators.
 */
export function auditRoutes(app: FastifyInstance, options: AuditOptions): void {
  const { service, pool } = options;

  const guard = async (request: FastifyRequest): Promise<void> => {
    const principal = await options.verify(request.headers.authorization).catch((error) => {
      const { code } = (error as { extensions?: { code?: unknown } }).extensions ?? {};
      if (code === 'UNAVAILABLE') throw new Refused(errorOf('UNAVAILABLE', { service: 'JWKS' }));
      if (code === 'FORBIDDEN') throw new Refused(errorOf('FORBIDDEN', { what: '/audit' }));
      throw new Refused(errorOf('UNAUTHENTICATED'));
    });
    // a journal holds the whole province: it is not for who watches over one city
    const allowed = reach(principal, 'JOURNAL').extent === 'ALL';
    if (!allowed) throw new Refused(errorOf('FORBIDDEN', { what: `/audit ${principal.role}` }));
  };

  const refusedBy = (error: unknown, request: FastifyRequest): Refused => {
    if (error instanceof Refused) return error;
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    if (statusCode < 500) return new Refused(errorOf('BAD_USER_INPUT', { what: message }));
    if (isTransient(error)) return new Refused(errorOf('UNAVAILABLE', { service }));
    options.onError(error, request.url);
    return new Refused(errorOf('INTERNAL', { requestId: request.id }));
  };

  void app.register(
    async (audit) => {
      audit.addHook('onRequest', guard);
      audit.setErrorHandler((error, request, reply) => {
        const refused = refusedBy(error, request);
        return reply.code(refused.http).send(refused.body);
      });

      audit.get('/heads', async () => ({ service, heads: await readHeads(pool, service) }));

      audit.get('/cursors', async () => ({
        service,
        cursors: [
          ...(await projectionCursors(pool, options.readModel())),
          ...(await relayCursors(pool, service)),
        ],
      }));

      audit.get('/facts', async ({ query }, reply) => {
        const partition = natural(query, 'partition', PARTITIONS - 1);
        const after = natural(query, 'after', Number.MAX_SAFE_INTEGER, 0);
        const limit = natural(query, 'limit', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
        const lines = factLines(pool, service, partition, after, limit);
        return reply.type(NDJSON).send(Readable.from(lines, { highWaterMark: 1 }));
      });

      audit.post('/replay', async ({ body }, reply) => {
        const until = parseInstant(String((body as { until?: unknown } | null)?.until));
        if (until === undefined) throw new Refused(errorOf('BAD_USER_INPUT', { what: 'until' }));
        if (until > (await options.readable())) {
          throw new Refused(errorOf('NOT_YET_AVAILABLE', { wanted: formatInstant(until) }));
        }
        const giveBack = await claimReplay(pool, service);
        if (!giveBack) throw new Refused(errorOf('UNAVAILABLE', { service: `${service}/replay` }));
        const gone = new AbortController();
        reply.raw.on('close', () => gone.abort());
        const lines = new PassThrough();
        const write = (line: object) => void lines.write(`${JSON.stringify(line)}\n`);
        // A large table takes longer to compare than proxies wait for the next byte.
        const alive = setInterval(() => lines.write('\n'), ALIVE_MS);
        const run = { ...options, live: options.readModel(), until, signal: gone.signal };
        void replay(run, write)
          .catch((error: unknown) => {
            if (gone.signal.aborted) return;
            write(refusedBy(error, reply.request).body);
          })
          .finally(async () => {
            clearInterval(alive);
            await giveBack();
            lines.end();
          });
        return reply.type(NDJSON).send(lines);
      });
    },
    { prefix: '/audit' },
  );
}
