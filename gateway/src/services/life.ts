import { refusal } from '@qianfan/kit/subgraph/errors';
import type { GraphQLError } from 'graphql';

/** How long a request may take, from its arrival to the last byte of the last answer, and how many bytes it may hear. */
export interface Patience {
  /** In milliseconds. */
  query: number;
  /** The same for a mutation: a batch of an import takes longer. */
  mutation: number;
  bytes: number;
}

export const PATIENCE: Patience = { query: 10_000, mutation: 60_000, bytes: 16 * 1024 * 1024 };

/** The one deadline and the one size of a request, for all that is asked of services because of it. */
export interface Life {
  /** What it has ended with; `undefined` while it goes on. */
  ended: () => GraphQLError | undefined;
  /** Called once when it ends, unless the returned function was called before. */
  onEnd: (stop: (why: GraphQLError) => void) => () => void;
  /** That so many bytes were heard. @throws TOO_COMPLEX beyond what one request may hear */
  hear: (bytes: number) => void;
  /** Its operation is executed now; what remains of its time is counted from its arrival. */
  begin: (operation: 'query' | 'mutation') => void;
  /** The client has gone: nothing more is asked for a query. A mutation goes on, what was begun is to be done. */
  leave: () => void;
  /** It is answered: no clock runs any more. */
  end: () => void;
}

/** A request that arrives now. */
export function createLife(patience: Patience = PATIENCE): Life {
  const arrived = performance.now();
  const stops = new Set<(why: GraphQLError) => void>();
  let why: GraphQLError | undefined;
  let isMutation = false;
  let isLeft = false;
  let heard = 0;
  let timer: NodeJS.Timeout | undefined;

  const endWith = (error: GraphQLError): void => {
    if (why) return;
    why = error;
    clearTimeout(timer);
    for (const stop of stops) stop(error);
    stops.clear();
  };
  const leave = (): void => {
    isLeft = true;
    if (timer && !isMutation) endWith(refusal('UNAVAILABLE', { service: 'client' }));
  };

  return {
    ended: () => why,
    onEnd(stop) {
      stops.add(stop);
      return () => void stops.delete(stop);
    },
    hear(bytes) {
      heard += bytes;
      if (heard <= patience.bytes) return;
      const limit = `${patience.bytes} B`;
      throw refusal('TOO_COMPLEX', { what: '应答 answer', found: `> ${limit}`, limit });
    },
    begin(operation) {
      isMutation = operation === 'mutation';
      const limit = patience[operation];
      const late = () => endWith(refusal('TIMEOUT', { limit: `${limit / 1000} s` }));
      timer = setTimeout(late, Math.max(0, arrived + limit - performance.now()));
      if (isLeft) leave();
    },
    leave,
    end() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
