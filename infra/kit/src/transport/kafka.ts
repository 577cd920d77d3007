import type { Service } from '@qianfan/schema/kernel/fact';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import { consume, type Consumption } from './consume.ts';
import { factOfMessage } from './envelope.ts';
import { ensureTopics, factsTopic } from './topics.ts';
import type { Transport } from './transport.ts';

/**
 * Facts from the topics that the services' relays fill. One consumer group for each reader: several processes of one
 * reader share its partitions. Readers keep positions, not offsets: what they have is dropped here, and an offset is
 * committed only once the reader's cursor has passed it.
 */
export function kafkaTransport({ kafka, log }: { kafka: Kafka; log: Logger }): Transport {
  const open = new Set<Consumption>();
  return {
    kind: 'kafka',
    follow: async ({ group, sources, cursor, onFacts }) => {
      const byTopic = new Map(sources.map((source) => [factsTopic(source).topic, source] as const));
      const consumption = consume({
        kafka,
        group,
        log,
        topics: () => withFactsTopics(kafka, sources),
        chunk: 5_000,
        concurrency: 8,
        handle: async (topic, partition, messages) => {
          const source = byTopic.get(topic)!;
          const at = cursor(source, partition);
          const facts = readable(log, topic, partition, messages).filter(({ pos }) => pos > at);
          if (facts.length > 0) await onFacts(source, partition, facts);
          return cursor(source, partition) >= (facts.at(-1)?.pos ?? 0);
        },
      });
      open.add(consumption);
      return {
        stop: async () => {
          open.delete(consumption);
          await consumption.stop();
        },
      };
    },
    close: async () => {
      await Promise.all([...open].map((consumption) => consumption.stop()));
      open.clear();
    },
  };
}

/** What is no fact of this partition is left out: the reader finds the hole and asks the journal. */
function readable(
  log: Logger,
  topic: string,
  partition: number,
  messages: readonly KafkaMessage[],
): Fact[] {
  return messages.flatMap((message) => {
    try {
      const fact = factOfMessage(message);
      if (fact.partition === partition && factsTopic(fact.service).topic === topic) return [fact];
      throw new RangeError(`a fact of ${fact.service}/${fact.partition}`);
    } catch (err) {
      log.error(
        { err, topic, partition, offset: message.offset },
        'foreign message in a facts topic',
      );
      return [];
    }
  });
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
