import { BANKS_FACTS } from '@qianfan/schema/facts/banks';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { Value } from 'typebox/value';

/** What a decision answered, as a specification reads it. */
export interface Answer {
  /** Type of the receipt's fact; `SAME` where it is that of an earlier fact. */
  type: string;
  body: any;
  issues: Issue[];
  codes: string[];
  /** Place of the receipt's fact in this specification's journal. */
  pos: number;
  awaitsReference: boolean;
}

/**
 * One journal in memory: given facts of regulators, when commands are decided one after the other, then answers.
 * Digests are the normal body's text, positions count from 1 in one partition.
 * Every fact must fit its published schema.
 */
export function specification(
  commands: readonly CommandType[],
  streams: readonly StreamType[],
  given: readonly [type: string, body: object][],
) {
  const book = createReferenceBook();
  const facts: Fact<any>[] = [];
  const states = new Map<string, unknown>();
  given.forEach(([type, body], index) => {
    book.apply(factOf({ service: 'regulators', type, body, pos: index + 1, knownAt: 1 }));
  });

  /** `on`: the day of arrival, at noon in Shanghai. */
  function when(type: string, body: any, on = '2025-01-06'): Answer {
    const command = commands.find((candidate) => candidate.type === type)!;
    const receivedAt = parseInstant(`${on}T12:00:00+08:00`)!;
    const normal = command.normal?.(body) ?? body;
    const digest = JSON.stringify(normal);
    const institution = command.actsFor(normal)!;
    const decision = command.decide({
      role: command.roles[0]!,
      id: `c-${facts.length}`,
      institution,
      body: normal,
      digest,
      receivedAt,
      knownAt: receivedAt,
      state: <State>(stream: string) => states.get(stream) as State | undefined,
      reference: book.at(receivedAt),
    });
    if ('sameAs' in decision) {
      return { ...answerOf(facts[decision.sameAs.pos - 1]!), type: 'SAME' };
    }
    const made = decision.facts.map((fact) => {
      const pos = facts.length + 1;
      const key = command.key(normal, institution);
      const whole = factOf({ ...fact, key, digest, receivedAt, pos, knownAt: receivedAt });
      if (!Value.Check(BANKS_FACTS[whole.type as keyof typeof BANKS_FACTS], whole.body)) {
        throw new Error(`not as published: ${whole.type} ${JSON.stringify(whole.body)}`);
      }
      facts.push(whole);
      const stream = streams.find(({ prefix }) => whole.stream.startsWith(`${prefix}:`));
      const state = stream?.evolve(states.get(whole.stream), whole);
      if (state !== undefined) states.set(whole.stream, JSON.parse(JSON.stringify(state)));
      return whole;
    });
    return answerOf(made[0]!, decision.awaitsReference);
  }

  return { when, facts, state: (stream: string) => states.get(stream) as any };
}

function answerOf({ type, body, pos }: Fact<any>, awaitsReference = false): Answer {
  const issues: Issue[] = body.issues ?? [];
  return { type, body, issues, codes: issues.map(({ code }) => code), pos, awaitsReference };
}

const factOf = (given: Partial<Fact<any>>): Fact<any> => ({
  service: 'banks',
  partition: 0,
  pos: 1,
  key: 'KEY',
  stream: 'stream',
  type: '',
  institution: 'KEY',
  actor: 'test',
  period: null,
  receivedAt: 1,
  recordedAt: 1,
  knownAt: 1,
  commandId: 'c-1',
  ordinal: 0,
  digest: '',
  synthetic: true,
  body: {},
  hash: '',
  ...given,
});
