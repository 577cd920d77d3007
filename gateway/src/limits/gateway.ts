import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { type Checks, createChecks } from './before-planning.ts';

type Gateway = NonNullable<ApolloServerOptions<BaseContext>['gateway']>;

/** A gateway that plans nothing which the checks refuse: see `before-planning.ts`. */
export function checked(gateway: Gateway, supergraph: string): Gateway {
  let checks: Checks | undefined;
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        checks = createChecks(loaded.apiSchema, supergraph);
        callback(loaded);
      }),
    stop: () => gateway.stop(),
    async load(options) {
      const { executor } = await gateway.load(options);
      return {
        executor:
          executor &&
          (async (asked) => {
            const { document, operation, request } = asked;
            const { operationName, variables = {} } = request;
            const errors = checks!({ document, operation, operationName, variables });
            return errors.length > 0 ? { errors } : executor(asked);
          }),
      };
    },
  };
}
