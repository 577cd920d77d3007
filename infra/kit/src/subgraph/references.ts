import { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';

/** What a representation names: the fields of one `@key`. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * All references to one type that a request makes at once, as their objects, in the same order; null where there is
 * none. Called once for a whole `_entities` list. Access rules are its own matter: check them before any look-up.
 */
export type ReferenceLoader = (
  references: readonly Reference[],
  context: RequestContext,
) => Promise<readonly (object | null)[]> | readonly (object | null)[];

interface Waiting<Key, Value> {
  key: Key;
  resolve: (value: Value) => void;
  reject: (error: unknown) => void;
}

/**
 * One load for all keys that resolvers of a request ask for in the same turn of the event loop. Where it is refused (a
 * `refusal`), the keys are tried one by one, so that each gets the answer that is its own.
 * @example const loansOf = batched((codes: readonly string[], context) => store.loansOf(codes, context));
 *          … in a field resolver: return loansOf(institution.code, context);
 */
export function batched<Key, Value>(
  load: (
    keys: readonly Key[],
    context: RequestContext,
  ) => Promise<readonly Value[]> | readonly Value[],
): (key: Key, context: RequestContext) => Promise<Value> {
  const queues = new WeakMap<RequestContext, Waiting<Key, Value>[]>();

  const flush = async (queue: readonly Waiting<Key, Value>[], context: RequestContext) => {
    try {
      const values = await load(
        queue.map(({ key }) => key),
        context,
      );
      if (values.length !== queue.length) throw new Error('a batch must answer every key');
      queue.forEach(({ resolve }, i) => resolve(values[i]!));
    } catch (error) {
      // One key that is refused must not take the others with it.
      const isRefusal = error instanceof GraphQLError && queue.length > 1;
      for (const waiting of queue) {
        if (isRefusal) void flush([waiting], context);
        else waiting.reject(error);
      }
    }
  };

  return (key, context) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(context);
      if (queue) {
        queue.push({ key, resolve, reject });
        return;
      }
      queues.set(context, [{ key, resolve, reject }]);
      // After the promises of this turn: sibling fields have asked by then.
      setImmediate(() => {
        const asked = queues.get(context)!;
        queues.delete(context);
        void flush(asked, context);
      });
    });
}
