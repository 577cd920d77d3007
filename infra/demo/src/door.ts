import type { Service } from '@qianfan/schema/kernel/fact';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { DemoCommand } from './command.ts';

/** Where commands go, and as whom. */
export interface Door {
  /** The gateway: `http://127.0.0.1:4000`. */
  url: string;
  /** A token of the importer. */
  token: string;
}

interface DoorOutcome {
  commandId: string;
  status: 'ACCEPTED' | 'REFUSED' | 'REJECTED';
  issues: Issue[];
}

interface Answer {
  data?: { outcomes: DoorOutcome[] | null } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** The import cannot go on: the story and the system disagree, or the door stays shut. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}

const mutationOf = (service: Service): string =>
  `mutation Import($commands: [CommandInput!]!) {
    outcomes: ${service}Submit(commands: $commands) {
      commandId
      status
      issues { code severity path found expected message { zh en } }
    }
  }`;

/** Answers that say "not now": a service that is just coming up, or a gateway that lost one. */
const PASSING = new Set(['UNAVAILABLE', 'NOT_YET_AVAILABLE', 'TIMEOUT']);
const isPassing = ({ code }: { code: string }): boolean => PASSING.has(code);
const ATTEMPTS = 40;
const PAUSE_MS = 500;

/**
 * Sends commands of one service; every one of them must be accepted, but for those that the story has refused. May be called again with the same commands, also
 * after it failed half-way: each gets the receipt that it has.
 * @throws ImportStopped with the first issue, or when the door did not open within some 20 seconds
 */
export async function sendAll(
  door: Door,
  service: Service,
  commands: readonly DemoCommand[],
): Promise<void> {
  let last = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await ask(door, service, commands);
    if (typeof answer !== 'string') return assertAsTold(commands, answer);
    last = answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new ImportStopped(`${service} takes no commands: ${last}`);
}

/** The outcomes; a text where it is worth asking again. */
async function ask(
  { url, token }: Door,
  service: Service,
  commands: readonly DemoCommand[],
): Promise<DoorOutcome[] | string> {
  const body = JSON.stringify({
    query: mutationOf(service),
    variables: {
      commands: commands.map(({ id, type, body: content, knownAt, receivedAt }) => ({
        id,
        type,
        body: content,
        knownAt: formatInstant(knownAt),
        receivedAt: formatInstant(receivedAt),
      })),
    },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  try {
    const response = await fetch(new URL('/graphql', url), { method: 'POST', headers, body });
    const { data, errors } = (await response.json()) as Answer;
    // Some of a batch may have been decided before Postgres went away: they get the receipts that they have.
    const later = data?.outcomes?.flatMap(({ issues }) => issues).find(isPassing);
    if (later) return later.code;
    if (data?.outcomes) return data.outcomes;
    const [error] = errors ?? [];
    const code = error?.extensions?.code ?? String(response.status);
    if (isPassing({ code }) || response.status >= 500) return `${code} ${error?.message ?? ''}`;
    throw new ImportStopped(`${service}: ${code} ${error?.message ?? ''}`);
  } catch (error) {
    if (error instanceof ImportStopped) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

function assertAsTold(commands: readonly DemoCommand[], outcomes: readonly DoorOutcome[]): void {
  const bad = outcomes.find(
    ({ status }, n) => status !== (commands[n]!.isRefused ? 'REFUSED' : 'ACCEPTED'),
  );
  if (!bad) return;
  const [issue] = bad.issues;
  const where = issue?.path ? ` ${issue.path}` : '';
  const text = issue ? `${issue.code}${where}: ${issue.message.zh} ${issue.message.en}` : '';
  throw new ImportStopped(`${bad.commandId} ${bad.status.toLowerCase()}. ${text}`);
}
