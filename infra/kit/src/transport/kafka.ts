import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { readFacts } from '../journal/read.ts';
import { consume, type Consumption, type OnAside } from './consume.ts';
import { factOfMessage } from './envelope.ts';
import { ensureTopics, factsTopic } from './topics.ts';
import { type SetAside, type Transport, troubleOf } from './transport.ts';

/**
 * Facts from the topics that the services' relays fill. One consumer group for each reader: several processes of one
 * reader share its partitions. Readers keep positions, not offsets: what they have is dropped here, and an offset is
 * committed only once the reader's cursor has passed it.
 *
 * `journals`, where the reader may read them, guard against a topic that is older than the database (a new database on a
 * used cluster, a database restored from a backup): facts that the journal does not hold, by hash, are left out.
 */
export function kafkaTransport(options: {
  kafka: Kafka;
  log: Logger;
  journals?: Pool;
  onAside?: OnAside;
}): Transport {
  const { kafka, log, journals, onAside } = options;
  const open = new Set<Consumption>();
  return {
    kind: 'kafka',
    follow: async ({ group, sources, cursor, onFacts }) => {
      const byTopic = new Map(sources.map((source) => [factsTopic(source).topic, source] as const));
      const consumption = consume({
        kafka,
        group,
        log,
        onAside,
        topics: () => withFactsTopics(kafka, sources),
        chunk: 5_000,
        concurrency: 8,
        handle: async (topic, partition, messages) => {
          const source = byTopic.get(topic)!;
          const at = cursor(source, partition);
          const { facts: carried, aside } = read(topic, partition, messages);
          const fresh = carried.filter(({ pos }) => pos > at);
          const facts = journals ? await genuine(journals, log, fresh) : fresh;
          if (facts.length > 0) await onFacts(source, partition, facts);
          // no fact may come behind what was set aside, to show that there is a hole
          if (aside.length > 0 && journals) await catchUp(journals, source, partition);
          return { stored: cursor(source, partition) >= (facts.at(-1)?.pos ?? 0), aside };
        },
      });

      async function catchUp(pool: Pool, source: Service, partition: number): Promise<void> {
        for (let last = -1, at = cursor(source, partition); at > last;) {
          const facts = await readFacts(pool, source, partition, at, PAGE);
          if (facts.length > 0) await onFacts(source, partition, facts);
          last = at;
          at = cursor(source, partition);
        }
      }

      open.add(consumption);
      return {
        stop: async () => {
          open.delete(consumption);
          await consumption.stop();
        },
      };
    },
    trouble: () => troubleOf(open),
    close: async () => {
      await Promise.all([...open].map((consumption) => consumption.stop()));
      open.clear();
    },
  };
}

const PAGE = 5_000;

/** The facts of a partition that messages carry; what is none of them is set aside. */
function read(
  topic: string,
  partition: number,
  messages: readonly KafkaMessage[],
): { facts: Fact[]; aside: SetAside[] } {
  const facts: Fact[] = [];
  const aside: SetAside[] = [];
  for (const message of messages) {
    try {
      if (message.unreadable) throw message.unreadable;
      const fact = factOfMessage(message);
      if (fact.partition !== partition || factsTopic(fact.service).topic !== topic) {
        throw new RangeError(`a fact of ${fact.service}/${fact.partition}`);
      }
      facts.push(fact);
    } catch (error) {
      aside.push({ offset: message.offset, why: error as Error });
    }
  }
  return { facts, aside };
}

/** The facts that are in their journal, of one partition. */
async function genuine(journals: Pool, log: Logger, facts: Fact[]): Promise<Fact[]> {
  if (facts.length === 0) return [];
  const { service, partition } = facts[0]!;
  const { rows } = await journals.query<{ pos: number; hash: string }>({
    name: `genuine-${service}`,
    text: `select pos, hash from ${service}.journal
      where partition = $1 and pos = any($2::int8[])`,
    values: [partition, facts.map(({ pos }) => pos)],
  });
  const hashes = new Map(rows.map(({ pos, hash }) => [pos, hash]));
  const known = facts.filter(({ pos, hash }) => hashes.get(pos) === hash);
  if (known.length < facts.length) {
    const left = facts.length - known.length;
    log.error(
      { service, partition, left },
      'the facts topic holds facts that the journal does not',
    );
  }
  return known;
}

async function withFactsTopics(kafka: Kafka, sources: readonly Service[]): Promise<string[]> {
  const topics = sources.map(factsTopic);
  const admin = kafka.admin();
  try {
    await admin.connect();
    await ensureTopics(admin, topics);
  } finally {
    await admin.disconnect();
  }
  return topics.map(({ topic }) => topic);
}
