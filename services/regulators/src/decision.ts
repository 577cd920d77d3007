import type { Decision, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Issue, Text } from '@qianfan/schema/kernel/issue';

/** Where the latest fact of a stream stands and what it said: the same content again gets the same receipt. */
export interface Latest {
  partition: number;
  pos: number;
  digest: string;
}

/** The decision states of the registers all remember their latest fact. */
export const latestOf = ({ partition, pos, digest }: Fact): Latest => ({ partition, pos, digest });

/** Facts about other keys, as known at the command's known-at. */
export interface RegisterView {
  /** `undefined` where no such organisation is registered. */
  organisation: (code: string) => object | undefined;
  /** The form in force for a period; without a period: any version. `undefined` where none is defined. */
  form: (form: string, period?: string) => object | undefined;
}

/** An issue of severity ERROR: a stable code, where, and both languages. */
export const error = (
  code: string,
  path: string,
  message: Text,
  more: Pick<Issue, 'found' | 'expected' | 'fix'> = {},
): Issue => ({ code, severity: 'ERROR', path, message, ...more });

/** One accepted fact, or one `CommandRefused` with every issue; refusals change no state. */
export function decided(
  input: Pick<DecisionInput<object, unknown>, 'body'>,
  to: { command: string; fact: string; stream: string; period?: string; issues: Issue[] },
  awaitsReference = false,
): Decision {
  const { stream, period } = to;
  if (to.issues.length === 0) {
    return { facts: [{ stream, type: to.fact, period: period ?? null, body: input.body }] };
  }
  return {
    facts: [
      {
        stream,
        type: 'regulators.CommandRefused.v1',
        period: period ?? null,
        body: { command: to.command, issues: to.issues },
      },
    ],
    awaitsReference,
  };
}

/** The repeat of what the stream's latest fact said, through another door or with another id. */
export const repeats = (latest: Latest | undefined, digest: string): Decision | undefined =>
  latest?.digest === digest
    ? { sameAs: { partition: latest.partition, pos: latest.pos } }
    : undefined;

/** An evolve that keeps the state of all facts but those of one type. */
export const on =
  <State, Body>(type: string, evolve: (state: State | undefined, fact: Fact<Body>) => State) =>
  (state: State | undefined, fact: Fact<Body>): State | undefined =>
    fact.type === type ? evolve(state, fact) : state;
