import { isStorable } from '@qianfan/schema/kernel/text';
import { refusal } from './errors.ts';

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 500;

/** The sort key of a row, down to its identity: what a cursor holds. Texts and whole numbers only. */
export type Keyset = readonly (string | number)[];

/** What stands at a place of a keyset, as Postgres is going to compare it: SMALL is an `int2`, NUMBER an `int8`. */
export type KeyPart = 'TEXT' | 'NUMBER' | 'SMALL';

const FITS: Record<KeyPart, (part: unknown) => boolean> = {
  TEXT: (part) => typeof part === 'string' && isStorable(part),
  NUMBER: (part) => Number.isSafeInteger(part),
  SMALL: (part) => Number.isInteger(part) && Math.abs(part as number) < 2 ** 15,
};

/** A keyset as resolvers hand it out and get it back; `cursors.ts` adds the name of the list and hides both. */
export const cursorOf = (keyset: Keyset): string => JSON.stringify(keyset);

/** What to read for a page: rows after `after`, one more than `first`, so that it shows whether more follow. */
export interface PageRequest {
  first: number;
  limit: number;
  after: Keyset | undefined;
}

/**
 * Rows come and go without shifting a page: it begins behind a keyset, whose parts are of these kinds.
 * @throws BAD_USER_INPUT for `first` outside 1 to 500 or a cursor that no list of this shape gave out
 */
export function pageRequest(
  { first = DEFAULT_PAGE, after }: { first?: number | undefined; after?: string | undefined },
  parts: readonly KeyPart[],
  isOfList: (keyset: Keyset) => boolean = () => true,
): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE) {
    throw refusal('BAD_USER_INPUT', { what: `first (1..${LARGEST_PAGE})` });
  }
  return {
    first,
    limit: first + 1,
    after: after === undefined ? undefined : keysetOf(after, parts, isOfList),
  };
}

function keysetOf(
  cursor: string,
  parts: readonly KeyPart[],
  isOfList: (keyset: Keyset) => boolean,
): Keyset {
  try {
    const keyset: unknown = JSON.parse(cursor);
    if (isKeyset(keyset, parts) && isOfList(keyset)) return keyset;
  } catch {
    // Falls through to the refusal: what is no JSON is no cursor either.
  }
  throw refusal('BAD_USER_INPUT', { what: 'after' });
}

const isKeyset = (value: unknown, parts: readonly KeyPart[]): value is Keyset =>
  Array.isArray(value) &&
  value.length === parts.length &&
  parts.every((part, n) => FITS[part](value[n]));

/** One page of a list as Relay shows it, with `nodes` for those who need no cursors. */
export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor?: string;
    endCursor?: string;
  };
  totalCount: number;
  scope?: 'ALL' | 'OWN';
}

/** A page out of the rows that were read for a request (up to `limit` of them) and the count of the whole list. */
export function pageOf<Node>(
  rows: readonly Node[],
  request: PageRequest,
  keysetOfRow: (row: Node) => Keyset,
  whole: { totalCount: number; scope?: 'ALL' | 'OWN' },
): Page<Node> {
  const nodes = rows.slice(0, request.first);
  const edges = nodes.map((node) => ({ cursor: cursorOf(keysetOfRow(node)), node }));
  const [start, end] = [edges[0]?.cursor, edges.at(-1)?.cursor];
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after !== undefined,
      ...(start === undefined ? {} : { startCursor: start }),
      ...(end === undefined ? {} : { endCursor: end }),
    },
    ...whole,
  };
}
