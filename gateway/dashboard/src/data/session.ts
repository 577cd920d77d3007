import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { forgetKept } from '../state/kept.ts';
import { AskError } from './ask.ts';

export type Role = 'REGULATOR' | 'AUDITOR' | 'BANK' | 'INSURER' | 'PROGRAMME' | 'IMPORTER';

export interface Session {
  principal: {
    actor: string;
    role: Role;
    institution: string;
    jurisdiction: string;
    synthetic: boolean;
    expires: string;
  } | null;
  /** Accounts of the demonstration that one may sign in as by name. */
  accounts: { account: string; role: Role; institution: string; zh: string; en: string }[];
}

async function speak(method: string, body?: object): Promise<Session> {
  const response = await fetch('/session', {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer = (await response.json()) as Session & {
    errors?: { message: string; extensions: { code: string; text?: { zh: string; en: string } } }[];
  };
  const [error] = answer.errors ?? [];
  if (error) {
    const { code, text } = error.extensions;
    throw new AskError(code, text ?? { zh: error.message, en: error.message });
  }
  return answer;
}

export const SESSION = ['session'];

const asked = { queryKey: SESSION, queryFn: () => speak('GET'), staleTime: 60_000, retry: 5 };

export const useSession = () => useQuery(asked);

/** Asks who is here before anything is drawn. */
export const fetchSession = (client: QueryClient): Promise<void> => client.prefetchQuery(asked);

/** Signs in as an account of the demonstration, or with a token of the operator's issuer; `null` signs out. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (who: { account: string } | { token: string } | null) =>
      who === null ? speak('DELETE') : speak('POST', who),
    onSuccess: (session) => {
      // All but the session itself, which the frame watches: nobody sees what another one asked for.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
      if (!session.principal) forgetKept();
      client.setQueryData(SESSION, session);
    },
  });
}
