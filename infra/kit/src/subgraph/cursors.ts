import { hash } from 'node:crypto';
import { canonical } from '@qianfan/schema/kernel/canonical';
import type { GraphQLObjectType } from 'graphql';
import { refusal } from './errors.ts';

/** A page of any list, with or without edges; its cursors are keysets as JSON. */
interface Paged {
  edges?: readonly { cursor: string }[];
  pageInfo: { startCursor?: string | null; endCursor?: string | null };
}

interface Asked {
  first?: unknown;
  after?: unknown;
}

/** Fields of a type that say which object it is. */
const idsOf = (type: GraphQLObjectType): string[] =>
  Object.values(type.getFields())
    .filter((field) => field.args.length === 0 && String(field.type) === 'ID!')
    .map(({ name }) => name);

/**
 * How the lists that a field shows are named: by the field, and by what narrows them, which are the object that they
 * hang on and the arguments. The length of a page and the place in it are no part of that.
 */
export function listNames(type: GraphQLObjectType, field: string) {
  const ids = idsOf(type);
  return (parent: unknown, { first: _, after: __, ...narrowed }: Asked): string => {
    const of = ids.map((id) => (parent as Record<string, unknown> | undefined)?.[id] ?? null);
    const digest = hash('sha256', canonical([of, narrowed])).slice(0, 12);
    return `${type.name}.${field}#${digest}`;
  };
}

/** Opaque to clients: base64url of the list's name and the keyset. */
const named = (list: string, keyset: string): string =>
  Buffer.from(JSON.stringify([list, JSON.parse(keyset)])).toString('base64url');

/**
 * The keyset of a cursor that this list gave out.
 * @throws BAD_USER_INPUT for one of another list, or for what is no cursor at all
 */
export function keysetIn(list: string, cursor: string): string {
  const [name, keyset] = read(cursor);
  if (name !== list || keyset === undefined) {
    throw refusal('BAD_USER_INPUT', { what: `after: ${list.split('#')[0]}` });
  }
  return JSON.stringify(keyset);
}

function read(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 2 ? parts : [];
  } catch {
    return []; // what is no JSON is no cursor either
  }
}

/** The same page with cursors as clients see them; nothing is named before it is asked for, and most never is. */
export function withNamedCursors<Page extends Paged>(list: () => string, page: Page): Page {
  const { edges, pageInfo } = page;
  const of = (keyset: string | null | undefined) =>
    keyset === undefined || keyset === null ? keyset : named(list(), keyset);
  return {
    ...page,
    get edges() {
      return edges?.map((edge) => ({ ...edge, cursor: named(list(), edge.cursor) }));
    },
    pageInfo: {
      ...pageInfo,
      get startCursor() {
        return of(pageInfo.startCursor);
      },
      get endCursor() {
        return of(pageInfo.endCursor);
      },
    },
  };
}
