import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { Principal } from '../identity/principal.ts';
import { requestRefusal } from './errors.ts';

/** Whether an operation asks for nothing but the name of the root type: the one thing that needs no token. */
export const asksOnlyTypename = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every(
    (selection) => selection.kind === 'Field' && selection.name.value === '__typename',
  );

/** Refuses whatever a request without a principal asks, introspection included, before any resolver runs. */
export function authenticationPlugin<
  Context extends BaseContext & { principal: Principal | undefined },
>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue }) => {
        if (operation && !contextValue.principal && !asksOnlyTypename(operation)) {
          throw requestRefusal('UNAUTHENTICATED');
        }
      },
    }),
  };
}
