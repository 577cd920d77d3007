import { type ASTVisitor, GraphQLError, isAbstractType, type ValidationRule } from 'graphql';
import { clashing } from './refusals.ts';
import type { Ownership } from './supergraph.ts';

/** What GraphQL keeps for itself, and the names that the planner makes up. */
const RESERVED = /^__|__alias_\d+$/;

/**
 * To ask a second service of an object, a plan adds the object's key (and what the field requires) to what it asks of the first
 * one, under its own name. An alias of that name on another field is lost there: @apollo/gateway then answers with the key,
 * or null, and says nothing.
 */
export const aliasRule =
  (owned: Ownership): ValidationRule =>
  (context): ASTVisitor => ({
    Field(node) {
      const { alias, name } = node;
      if (!alias || alias.value === name.value) return;
      const parent = context.getParentType();
      if (!parent) return;
      const types = isAbstractType(parent)
        ? [parent, ...context.getSchema().getPossibleTypes(parent)]
        : [parent];
      const isNeeded = types.some((type) => owned.get(type.name)?.needed.has(alias.value));
      if (!isNeeded && !RESERVED.test(alias.value)) return;
      const { message, extensions } = clashing(alias.value);
      context.reportError(new GraphQLError(message, { nodes: alias, extensions }));
    },
  });
