import { createPool } from '@qianfan/kit/postgres/pool';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { openKafka } from '@qianfan/kit/transport/client';
import { kafkaTransport } from '@qianfan/kit/transport/kafka';
import { startRelay } from '@qianfan/kit/transport/relay';
import { factsTopic } from '@qianfan/kit/transport/topics';
import type { Transport } from '@qianfan/kit/transport/transport';
import { type Broker, startBroker } from '@qianfan/launch/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { Database } from './figure.ts';
import { seconds } from './measure.ts';

const SERVICES = ['regulators', 'banks'] as const;
const log = createLogger('bench', 'fatal');

export interface Topics {
  transport: Transport;
  /** Facts a second that the relays published. */
  published: number;
  /** Messages a second of a consumer that does nothing with them. */
  consume: (group: string) => Promise<number>;
  close: () => Promise<void>;
}

/** A broker with these journals in its topics, put there by the relays; a reason where none can be had. */
export async function openTopics(
  stateDir: string,
  database: Database,
  count: number,
): Promise<Topics | string> {
  let broker: Broker;
  try {
    broker = await startBroker({ stateDir });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  try {
    const kafka = openKafka({ brokers: [broker.brokers], clientId: 'bench', log });
    const took = await seconds(() => publish(kafka, database));
    const db = createPool(database.urls.regulators, { max: 12 });
    const transport = kafkaTransport({ kafka, log, journals: db });
    return {
      transport,
      published: count / took,
      consume: (group) => consume(kafka, group, count),
      close: async () => {
        await transport.close();
        await db.end();
        await broker.stop();
      },
    };
  } catch (error) {
    await broker.stop();
    throw error;
  }
}

async function publish(kafka: Kafka, { urls }: Database): Promise<void> {
  const relaying = SERVICES.map((service) => {
    const pool = createPool(urls[service], { max: 12 });
    return { service, pool, relay: startRelay({ service, kafka, pool, log }) };
  });
  for (const { service, pool, relay } of relaying) {
    const behind = `select 1 from ${service}.relay join ${service}.heads h using (partition)
      where h.pos > relay.pos`;
    while ((await pool.query(behind)).rowCount! > 0) await sleep(20);
    await relay.stop();
    await pool.end();
  }
}

/** From the arrival of the first message to that of the last. */
async function consume(kafka: Kafka, groupId: string, count: number): Promise<number> {
  const consumer = kafka.consumer({ groupId });
  const done = Promise.withResolvers<number>();
  let first = 0;
  let seen = 0;
  await consumer.connect();
  await consumer.subscribe({
    topics: SERVICES.map((service) => factsTopic(service).topic),
    fromBeginning: true,
  });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      first ||= performance.now();
      seen += batch.messages.length;
      if (seen === count) done.resolve(performance.now() - first);
    },
  });
  try {
    return count / ((await done.promise) / 1000);
  } finally {
    await consumer.disconnect();
  }
}
