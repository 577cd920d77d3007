import { evolved, type Role } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { Value } from 'typebox/value';
import type { ServiceDefinition } from '../service.ts';

/** What a decision answered, as a specification reads it. */
export interface Answer {
  /** Type of the receipt's fact without service and version; `SAME` where it is that of an earlier fact. */
  type: string;
  /** Of whatever fact it is: a specification says what it expects there. */
  body: any;
  issues: Issue[];
  codes: string[];
  /** Place of the receipt's fact in this specification's journal. */
  pos: number;
  awaitsReference: boolean;
}

type Parts = Pick<ServiceDefinition, 'service' | 'commands' | 'streams' | 'facts' | 'reference'>;

/**
 * One journal in memory, without shell: given facts of regulators, when commands are decided one after the other, then
 * answers. Digests are the normal body's text, positions count from 1 in one partition, and a service that follows its
 * own facts sees them at once. Every fact must fit its published schema.
 */
export function specification(parts: Parts, given: readonly [type: string, body: object][] = []) {
  const book = parts.reference?.();
  const facts: Fact<any>[] = [];
  const states = new Map<string, unknown>();
  let told = 0;
  const tell = (fact: Fact<any>): void => {
    told += 1;
    book?.apply({ ...fact, pos: told });
  };
  for (const [type, body] of given) tell(factOf({ service: 'regulators', type, body, knownAt: 1 }));

  /** `on`: the day of arrival, at noon in Shanghai; `role`: the first that the command takes, unless told. */
  function when(
    type: string,
    body: object,
    on = '2025-01-06',
    institution = 'WHO',
    role?: Role,
  ): Answer {
    const command = parts.commands.find((candidate) => candidate.type === type);
    if (!command) throw new Error(`no command ${type}`);
    if (!Value.Check(command.schema, body)) {
      throw new Error(`not a command: ${JSON.stringify([...Value.Errors(command.schema, body)])}`);
    }
    const receivedAt = parseInstant(`${on}T12:00:00+08:00`)! + facts.length;
    const normal = command.normal?.(body) ?? body;
    const named = command.streams(normal, institution);
    const digest = JSON.stringify(normal);
    const decision = command.decide({
      id: `c-${facts.length}`,
      institution: command.actsFor(normal) ?? institution,
      role: role ?? command.roles[0]!,
      body: normal,
      digest,
      receivedAt,
      knownAt: receivedAt,
      state: <State>(stream: string) => {
        if (!named.includes(stream)) throw new Error(`${type} did not name ${stream}`);
        return states.get(stream) as State | undefined;
      },
      reference: book?.at(receivedAt),
    });
    if ('sameAs' in decision) {
      return { ...answerOf(facts[decision.sameAs.pos - 1]!), type: 'SAME' };
    }
    const made = decision.facts.map((fact) => {
      const pos = facts.length + 1;
      const key = command.key(normal, institution);
      const { service } = parts;
      const whole = factOf({ ...fact, service, key, digest, receivedAt, pos, knownAt: receivedAt });
      const schema = parts.facts[whole.type];
      if (!schema || !Value.Check(schema, whole.body)) {
        throw new Error(`not as published: ${whole.type} ${JSON.stringify(whole.body)}`);
      }
      facts.push(whole);
      if (service === 'regulators') tell(whole);
      const stream = parts.streams.find(({ prefix }) => whole.stream.startsWith(`${prefix}:`));
      if (!stream) throw new Error(`no stream type for ${whole.stream}`);
      const state = evolved(stream, states.get(whole.stream), whole);
      if (state !== undefined) states.set(whole.stream, JSON.parse(JSON.stringify(state)));
      return whole;
    });
    return answerOf(made[0]!, decision.awaitsReference);
  }

  return { when, facts, state: <State = unknown>(stream: string) => states.get(stream) as State };
}

function answerOf({ type, body, pos }: Fact<any>, awaitsReference = false): Answer {
  const issues: Issue[] = body.issues ?? [];
  const name = type.split('.')[1]!;
  return { type: name, body, issues, codes: issues.map(({ code }) => code), pos, awaitsReference };
}

/** A fact with everything that a test does not care about filled in. */
export const factOf = (given: Partial<Fact<any>>): Fact<any> => ({
  service: 'banks',
  partition: 0,
  pos: 1,
  key: 'KEY',
  stream: 'stream:1',
  type: '',
  institution: 'WHO',
  actor: 'actor',
  period: null,
  receivedAt: 0,
  recordedAt: given.knownAt ?? 0,
  knownAt: 0,
  commandId: 'c',
  ordinal: 0,
  digest: '',
  synthetic: false,
  body: {},
  hash: 'sha256:',
  ...given,
});
