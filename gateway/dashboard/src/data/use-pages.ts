import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answer, ask } from './ask.ts';
import type { Operations } from './operations.ts';
import { type Asking, useAsking } from './use-ask.ts';

/** A list as Relay shows it. */
export interface Paged<Node> {
  nodes: readonly Node[];
  totalCount?: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Of a page after the first: as many as the server gives. */
const PAGE = 500;
/** Loaded without being asked for, and again each time that the reader asks for more. */
const AT_ONCE = 2_000;

interface PagesAsking extends Asking {
  /** Of the first page, that a reader waits for. */
  first?: number;
}

/**
 * A list to its end: the first page is shown as soon as it is there, the others follow by themselves, all of them as the
 * first was known. A very long one waits for the reader to want more.
 */
export function usePages<Name extends keyof Operations, Node>(
  name: Name,
  variables: Omit<Operations[Name]['variables'], 'first' | 'after'>,
  listOf: (data: Operations[Name]['data']) => Paged<Node> | null | undefined,
  { first = PAGE, ...asking }: PagesAsking = {},
) {
  const { at, seen, expire, options } = useAsking(asking);
  const [wanted, setWanted] = useState(AT_ONCE);
  const asked = useInfiniteQuery({
    ...options,
    queryKey: [name, variables, 'pages', ...seen],
    queryFn: ({ signal, pageParam: { after, cut } }) =>
      ask(name, { ...variables, first: after === null ? first : PAGE, after } as never, {
        asOf: cut,
        signal,
      }).catch(expire),
    initialPageParam: { after: null as string | null, cut: at },
    getNextPageParam: (last: Answer<Operations[Name]['data']>, pages) => {
      const info = listOf(last.data)?.pageInfo;
      return info?.hasNextPage ? { after: info.endCursor, cut: pages[0]!.cut } : undefined;
    },
  });
  const { data, hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage } = asked;
  const pages = data?.pages ?? [];
  const nodes = pages.flatMap((page) => listOf(page.data)?.nodes ?? []);
  const goesOn = hasNextPage && !isFetching && !isPlaceholderData && !isError;
  useEffect(() => {
    if (goesOn && nodes.length < wanted) void fetchNextPage();
  }, [goesOn, nodes.length, wanted, fetchNextPage]);
  const list = pages[0] && listOf(pages[0].data);
  return {
    nodes,
    /** What the first page came with. */
    data: pages[0]?.data,
    cut: pages[0]?.cut ?? '',
    /** How many there are, where the server says it. */
    total: list?.totalCount,
    isPending: asked.isPending,
    error: asked.error,
    again: () => void asked.refetch(),
    isWhole: !hasNextPage,
    isLoading: isFetching,
    more: () => setWanted(nodes.length + AT_ONCE),
  };
}

export type Pages<Node> = Pick<
  ReturnType<typeof usePages<keyof Operations, Node>>,
  'nodes' | 'total' | 'isWhole' | 'isLoading' | 'more'
>;
