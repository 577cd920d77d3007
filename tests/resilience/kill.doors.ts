import type { Principal } from '@qianfan/kit/identity/principal';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a client keeps of a receipt, through whichever door it came. */
export interface Kept {
  position: string;
  hash: string;
  digest: string;
  type: string;
  outcome: 'ACCEPTED' | 'REFUSED';
}

export interface Command {
  id: string;
  type: string;
  body: object;
}

/** Sends a command once: the receipt, or `undefined` where nobody knows what became of it and it is worth trying again. */
export type Door = (principal: Principal, command: Command) => Promise<Kept | undefined>;

/** The answer of a system that is well but cannot do it now. Whatever else it answers is a failure of the test. */
const NOT_NOW = new Set(['UNAVAILABLE', 'NOT_YET_AVAILABLE', 'TIMEOUT']);

interface Answer {
  data?: {
    outcomes: { status: string; receipt: Kept | null; issues: Issue[] }[] | null;
  } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** The public GraphQL door. */
export function httpDoor(url: string, token: (principal: Principal) => Promise<string>): Door {
  const tokens = new Map<Principal, Promise<string>>();
  const tokenOf = (principal: Principal) => {
    if (!tokens.has(principal)) tokens.set(principal, token(principal));
    return tokens.get(principal)!;
  };
  return async (principal, command) => {
    const service = command.type.slice(0, command.type.indexOf('.'));
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await tokenOf(principal)}`,
      },
      body: JSON.stringify({
        query: `mutation ($commands: [CommandInput!]!) { outcomes: ${service}Submit(commands: $commands) {
          status issues { code } receipt { position hash digest type outcome } } }`,
        variables: { commands: [command] },
      }),
      signal: AbortSignal.timeout(15_000),
    }).then(
      async (answer) => (await answer.json()) as Answer,
      () => undefined, // the gateway went away
    );
    if (!response) return undefined;
    const [outcome] = response.data?.outcomes ?? [];
    if (outcome?.receipt) return outcome.receipt;
    const codes = [...(outcome?.issues ?? []), ...(response.errors ?? [])].map((one) =>
      'extensions' in one ? one.extensions?.code : (one as Issue).code,
    );
    if (codes.length > 0 && codes.every((code) => NOT_NOW.has(code!))) return undefined;
    throw new Error(`${command.id} ${command.type}: ${JSON.stringify(response)}`);
  };
}

/** As long as it takes. */
export async function untilReceipt(
  door: Door,
  principal: Principal,
  command: Command,
): Promise<Kept> {
  for (;;) {
    const receipt = await door(principal, command);
    if (receipt) return receipt;
    await sleep(100);
  }
}
