import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAddress } from '../state/address.ts';
import { ask, AskError } from './ask.ts';
import { useLive } from './live.ts';
import type { Operations } from './operations.ts';
import { SESSION } from './session.ts';

/** Answers that say "not now". */
const PASSING = new Set(['UNREACHABLE', 'UNAVAILABLE', 'NOT_YET_AVAILABLE']);

export interface Asking {
  enabled?: boolean;
  /** Another instant of knowledge than the address says. */
  asOf?: string;
}

/** How everything is asked: when again, how often, and what a token that has expired leads to. */
export function useAsking({ enabled = true, asOf }: Asking) {
  const { address } = useAddress();
  const { beat } = useLive();
  const client = useQueryClient();
  const at = asOf ?? address.asOf;
  const expire = (error: unknown): never => {
    const expired = error instanceof AskError && error.code === 'UNAUTHENTICATED';
    if (expired) void client.invalidateQueries({ queryKey: SESSION });
    throw error;
  };
  return {
    at,
    expire,
    /** What was known then does not change; what is known now may with each beat. */
    seen: [at, at ? 0 : beat] as const,
    options: {
      enabled,
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      gcTime: 60_000,
      retry: (count: number, error: Error) =>
        error instanceof AskError && PASSING.has(error.code) && count < 8,
      retryDelay: (count: number) => Math.min(500 * 2 ** count, 5_000),
    },
  };
}

/**
 * A persisted operation at the instant of knowledge that the address says. Of now, it is asked again when the live cut
 * moved; meanwhile the former answer stays.
 */
export function useAsk<Name extends keyof Operations>(
  name: Name,
  variables: Operations[Name]['variables'],
  asking: Asking = {},
) {
  const { at, seen, expire, options } = useAsking(asking);
  return useQuery({
    ...options,
    queryKey: [name, variables, ...seen],
    queryFn: ({ signal }) => ask(name, variables, { asOf: at, signal }).catch(expire),
  });
}
