import type { onRequestHookHandler } from 'fastify';

/** All that an answer depends on beside its address. */
const VARY = [
  'accept',
  'authorization',
  'cookie',
  'as-of',
  'min-cut',
  'origin',
  'sec-fetch-site',
].join(', ');

/**
 * Answers that carry figures are for one reader at one instant: no cache between, nor the reader's own browser, keeps
 * them. Set before anything is looked at, so that refusals carry it too.
 */
export const keptByNobody: onRequestHookHandler = (_, reply, done) => {
  void reply.header('cache-control', 'no-store').header('vary', VARY);
  done();
};
