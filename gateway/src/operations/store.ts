import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { Operations } from './manifest.ts';

type Cache = Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>;

/** Of Apollo's keys in a cache that it may share. */
const PREFIX = 'apq:';

/**
 * Lets clients ask by the id of an operation (`extensions.persistedQuery`, GET or POST) for those of the manifest. Nothing
 * that a client sends is kept: what is not in the manifest is asked with its text, as ever.
 */
export const persistedQueries = (operations: Operations): Cache => ({
  cache: {
    get: async (key) => operations.get(key.slice(PREFIX.length)),
    set: async () => undefined,
    delete: async () => false,
  },
});
