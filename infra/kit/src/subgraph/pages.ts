import { refusal } from './errors.ts';

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 500;

/** The sort key of a row, down to its identity: what a cursor holds. Texts and whole numbers only. */
export type Keyset = readonly (string | number)[];

/** Opaque to clients: base64url of the keyset, so that rows that come or go do not shift a page. */
export const cursorOf = (keyset: Keyset): string =>
  Buffer.from(JSON.stringify(keyset)).toString('base64url');

/** What to read for a page: rows after `after`, one more than `first`, so that it shows whether more follow. */
export interface PageRequest {
  first: number;
  limit: number;
  after: Keyset | undefined;
}

/** @throws BAD_USER_INPUT for `first` outside 1 to 500 or a cursor that was not given out by a list of this shape */
export function pageRequest(
  { first = DEFAULT_PAGE, after }: { first?: number | undefined; after?: string | undefined },
  keyLength: number,
  isOfList: (keyset: Keyset) => boolean = () => true,
): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE) {
    throw refusal('BAD_USER_INPUT', { what: `first (1..${LARGEST_PAGE})` });
  }
  return {
    first,
    limit: first + 1,
    after: after ? keysetOf(after, keyLength, isOfList) : undefined,
  };
}

function keysetOf(cursor: string, length: number, isOfList: (keyset: Keyset) => boolean): Keyset {
  const text = Buffer.from(cursor, 'base64url').toString();
  try {
    const keyset: unknown = JSON.parse(text);
    if (isKeyset(keyset) && keyset.length === length && isOfList(keyset)) return keyset;
  } catch {
    // Falls through to the refusal: what is no JSON is no cursor either.
  }
  throw refusal('BAD_USER_INPUT', { what: 'after' });
}

const isKeyset = (value: unknown): value is Keyset =>
  Array.isArray(value) &&
  value.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

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
