import type { Instant } from '@qianfan/schema/kernel/instant';
import type { FastifyInstance, FastifyReply } from 'fastify';

export interface CutOptions {
  service: string;
  /** Up to where the read model can be read; `undefined` while there is no answer, as during an import. */
  currentCut: () => Instant | undefined;
  /** How many facts can be read at `currentCut`; tells who watches news from the mere passing of time. */
  facts?: () => number;
}

/** How often is looked whether there is something to tell. */
const LOOK_MS = 25;
/** Said again by then, so that silence means something. */
const REPEAT_MS = 1000;
/** One for each gateway, and then some. */
const MOST_STREAMS = 64;

/**
 * `/cut`: `{ service, cut, facts }`, where `cut` is null while nothing can be read. `/cut/stream`: the same as a line of
 * JSON whenever it changes, at least once a second, for gateways that follow it: asking time and again would cost both
 * sides more than most of what else they do.
 */
export function cutRoutes(app: FastifyInstance, options: CutOptions): void {
  const { service, currentCut, facts = () => 0 } = options;
  const told = () => ({ service, cut: currentCut() ?? null, facts: facts() });
  const open = new Set<FastifyReply>();

  app.get('/cut', told);
  app.get('/cut/stream', (_, reply) => {
    if (open.size >= MOST_STREAMS) return reply.code(503).send(told());
    void reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    let [cut, read, at] = [currentCut(), facts(), performance.now()];
    const tell = () => raw.write(`${JSON.stringify(told())}\n`);
    const timer = setInterval(() => {
      const now = performance.now();
      if (currentCut() === cut && facts() === read && now - at < REPEAT_MS) return;
      [cut, read, at] = [currentCut(), facts(), now];
      // who does not read is not written to: the next line tells all that this one would have
      if (!raw.writableNeedDrain) tell();
    }, LOOK_MS);
    open.add(reply);
    raw.once('close', () => {
      clearInterval(timer);
      open.delete(reply);
    });
    tell();
    return reply;
  });
  app.addHook('preClose', async () => {
    for (const reply of open) reply.raw.destroy();
  });
}
