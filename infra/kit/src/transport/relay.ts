import type { Service } from '@qianfan/schema/kernel/fact';
import type { Admin, Kafka, Producer } from 'kafkajs';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { within } from './deadline.ts';
import { messageOf } from './envelope.ts';
import { publishOutcomes } from './outcomes.ts';
import { readPage } from './page.ts';
import { patience } from './patience.ts';
import { withRelayLock } from './relay-lock.ts';
import { ensureTopics, factsTopic } from './topics.ts';
import { type Wake, wakeOn } from './wake.ts';

/** A record batch must stay below the topic's 8 MiB, whatever its messages' headers. */
const PAGE = { rows: 1_000, bytes: 2 * 1024 * 1024 };
const TICK_MS = 100;
/** How often an idle topic is asked whether it still has its tail. */
const CHECK_MS = 5_000;
/** Longer than kafkajs tries by itself; then a new producer does better. */
const SEND_MS = 60_000;

export interface Relay {
  stop: () => Promise<void>;
}

export interface RelayOptions {
  service: Service;
  kafka: Kafka;
  pool: Pool;
  log: Logger;
}

/** What is published of a partition: everything up to `pos`; the topic then ended before `nextOffset`. */
interface Published {
  partition: number;
  pos: number;
  nextOffset: number;
}

/**
 * Publishes a service's journal, partition n to partition n of its facts topic, in order, from its own cursor; and the
 * answers to what came through the intake. May repeat after a crash, never leaves out. Of several processes one works,
 * the others wait for its lock. A topic that lost its tail, or everything, is filled again.
 */
export function startRelay(options: RelayOptions): Relay {
  const { service, pool, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const trouble = patience(log, `relay of ${service}`, signal);
  const wake = wakeOn(pool, [service]);

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await withRelayLock(pool, service, signal, async (holds) => {
          await session(options, wake, () => !signal.aborted && holds(), trouble.works);
        });
      } catch (error) {
        await trouble.failed(error);
      }
    }
    wake.close();
  }

  const ended = run();
  return {
    stop: async () => {
      stopping.abort();
      wake.now();
      await ended;
    },
  };
}

/** One life of a producer: after any error it ends, and the next starts from the cursor. */
async function session(
  { service, kafka, pool, log }: RelayOptions,
  wake: Wake,
  mayGoOn: () => boolean,
  works: () => void,
): Promise<void> {
  const admin = kafka.admin();
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: { retries: 5 },
  });
  const answered = new Set<string>();
  try {
    await admin.connect();
    await within(SEND_MS, 'topics', ensureTopics(admin, [factsTopic(service)]));
    await within(SEND_MS, 'producer', producer.connect());
    let checked = -Infinity;
    while (mayGoOn()) {
      if (performance.now() - checked > CHECK_MS) {
        await within(SEND_MS, 'offsets', stepBack({ service, pool, log }, admin));
        checked = performance.now();
      }
      const facts = await publishFacts(service, pool, producer);
      const answering = publishOutcomes({ service, pool }, admin, producer, answered);
      const outcomes = await within(SEND_MS, 'outcomes', answering);
      works();
      if (facts + outcomes === 0) await wake.next(TICK_MS);
    }
  } finally {
    const ended = Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    await within(10_000, 'disconnect', ended).catch(() => {});
  }
}

const readPublished = async (pool: Pool, service: Service): Promise<Published[]> => {
  const { rows } = await pool.query<Published>(
    `select partition, pos, next_offset as "nextOffset" from ${service}.relay order by partition`,
  );
  return rows;
};

/** The partitions whose journals have more than is published: one page of each. */
async function publishFacts(service: Service, pool: Pool, producer: Producer): Promise<number> {
  const { rows: behind } = await pool.query<Published>(
    `select partition, relay.pos, next_offset as "nextOffset"
     from ${service}.relay relay join ${service}.heads head using (partition)
     where head.pos > relay.pos order by partition`,
  );
  if (behind.length === 0) return 0;
  const read = await Promise.all(
    behind.map(async ({ partition, pos, nextOffset }) => {
      const rows = await readPage(pool, service, partition, pos, PAGE);
      return { partition, from: pos, to: rows.at(-1)?.pos ?? pos, expected: nextOffset, rows };
    }),
  );
  // a journal that somebody cut off is for `verify` to find; the other partitions go on
  const pages = read.filter(({ rows }) => rows.length > 0);
  if (pages.length === 0) return 0;
  const messages = pages.flatMap(({ rows }) => rows.map((row) => messageOf(service, row)));
  const { topic } = factsTopic(service);
  const acks = await within(SEND_MS, 'send', producer.send({ topic, acks: -1, messages }));
  const moves = pages.map(({ partition, from, to, expected, rows }) => {
    const ack = acks.find((one) => one.partition === partition);
    if (ack?.baseOffset === undefined) throw new Error(`${topic} gave no offset for ${partition}`);
    const offset = Number(ack.baseOffset);
    // Where the topic ended before what we know of it, what it lost has to come again.
    const pos = offset < expected ? lostUntil(from, expected - offset) : to;
    return { partition, from, pos, nextOffset: offset + rows.length };
  });
  await storePublished(pool, service, moves);
  return messages.length;
}

/**
 * Where to begin again when the topic lost so many messages of its tail: each carried at most one position, so that
 * this repeats some, and leaves out none.
 */
const lostUntil = (pos: number, messages: number): number => Math.max(0, pos - messages);

/** Moves cursors from where they were read; one that another process moved meanwhile stays. */
async function storePublished(
  pool: Pool,
  service: Service,
  moves: readonly (Published & { from: number })[],
): Promise<void> {
  await pool.query(
    `update ${service}.relay relay set pos = move.pos, next_offset = move.next_offset
     from unnest($1::smallint[], $2::int8[], $3::int8[], $4::int8[])
       as move (partition, before, pos, next_offset)
     where relay.partition = move.partition and relay.pos = move.before`,
    [
      moves.map(({ partition }) => partition),
      moves.map(({ from }) => from),
      moves.map(({ pos }) => pos),
      moves.map(({ nextOffset }) => nextOffset),
    ],
  );
}

/** A topic that ends before the offset that we know lost facts: an unclean election, a new disk, a new cluster. */
async function stepBack(
  { service, pool, log }: Pick<RelayOptions, 'service' | 'pool' | 'log'>,
  admin: Admin,
): Promise<void> {
  const { topic } = factsTopic(service);
  const ends = new Map(
    (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]),
  );
  const moves = (await readPublished(pool, service)).flatMap(({ partition, pos, nextOffset }) => {
    const end = ends.get(partition) ?? 0;
    if (end >= nextOffset) return [];
    return [{ partition, from: pos, pos: lostUntil(pos, nextOffset - end), nextOffset: end }];
  });
  if (moves.length === 0) return;
  for (const { partition, from, pos } of moves) {
    log.warn({ topic, partition, from, to: pos }, 'the topic lost facts: publishing them again');
  }
  await storePublished(pool, service, moves);
}
