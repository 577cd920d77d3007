import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAddress } from '../state/address.ts';
import { ask, AskError } from './ask.ts';
import { useLive } from './live.ts';
import type { Operations } from './operations.ts';
import { SESSION } from './session.ts';

/** Answers that say "not now". */
const PASSING = new Set(['UNREACHABLE', 'UNAVAILABLE', 'NOT_YET_AVAILABLE']);

interface Asking {
  enabled?: boolean;
  /** Another instant of knowledge than the address says. */
  asOf?: string;
}

/**
 * A persisted operation at the instant of knowledge that the address says. Of now, it is asked again when the live cut
 * moved; meanwhile the former answer stays.
 */
export function useAsk<Name extends keyof Operations>(
  name: Name,
  variables: Operations[Name]['variables'],
  { enabled = true, asOf }: Asking = {},
) {
  const { address } = useAddress();
  const { beat } = useLive();
  const client = useQueryClient();
  const at = asOf ?? address.asOf;
  return useQuery({
    queryKey: [name, variables, at, at ? 0 : beat],
    queryFn: ({ signal }) =>
      ask(name, variables, { asOf: at, signal }).catch((error: unknown) => {
        const expired = error instanceof AskError && error.code === 'UNAUTHENTICATED';
        if (expired) void client.invalidateQueries({ queryKey: SESSION });
        throw error;
      }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: (count, error) => error instanceof AskError && PASSING.has(error.code) && count < 8,
    retryDelay: (count) => Math.min(500 * 2 ** count, 5_000),
  });
}
