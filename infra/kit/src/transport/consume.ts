import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import { within } from './deadline.ts';
import { patience } from './patience.ts';
import { patiences } from './patiences.ts';
import type { SetAside } from './transport.ts';

/** A member that neither fetches nor joins nor handles anything for so long is replaced. */
const SILENCE_MS = 45_000;
const LEAVING_MS = 10_000;

export interface Consumption {
  /** Resolves once no handler runs any more. */
  stop: () => Promise<void>;
  /** What a partition waits for, once that was said. */
  trouble: () => string | undefined;
}

export interface Handled {
  /** What it did is stored, and the messages' offsets may be committed. */
  stored: boolean;
  aside: readonly SetAside[];
}

export interface ConsumeOptions {
  kafka: Kafka;
  group: string;
  log: Logger;
  /** Makes sure that the topics exist; called at each (re)start. */
  topics: () => Promise<string[]>;
  /** Messages that are handled, and acknowledged, together. */
  chunk: number;
  /** Of different partitions at the same time. */
  concurrency: number;
  /** Handles messages of one partition, in order; called again with the same messages after it threw. */
  handle: (topic: string, partition: number, messages: KafkaMessage[]) => Promise<Handled>;
  /** Counts what was set aside. */
  onAside?: OnAside | undefined;
}

export type OnAside = (topic: string, messages: number) => void;

/**
 * A consumer group member that never gives up: a broker that is away, a rebalance, a handler that fails are waited for,
 * each partition for itself. Committed offsets are hints, sent after the handler stored what it did: after a crash
 * messages may come again, but none is left out.
 */
export function consume(options: ConsumeOptions): Consumption {
  const { kafka, group, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const connection = patience(log, `Kafka (${group})`, signal);
  const handling = patiences(log, signal);
  const stopRequested = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve()),
  );

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const consumer = kafka.consumer({
        groupId: group,
        // A member that was killed holds its partitions for this long.
        sessionTimeout: 6_000,
        rebalanceTimeout: 30_000,
        heartbeatInterval: 1_500,
        // a leader that moved at the wrong moment is missed until the next look
        metadataMaxAge: 10_000,
        maxBytesPerPartition: 8 * 1024 * 1024,
        maxBytes: 16 * 1024 * 1024,
        maxWaitTimeInMs: 500,
        retry: { retries: 5, restartOnFailure: async () => false },
      });
      try {
        await member(consumer);
      } catch (error) {
        await connection.failed(error);
      } finally {
        await within(LEAVING_MS, 'disconnect', consumer.disconnect()).catch(() => {});
      }
    }
  }

  /** Consumes until asked to stop; throws what ended it otherwise. */
  async function member(consumer: Consumer): Promise<void> {
    const running = new Set<Promise<void>>();
    const over = new AbortController();
    signal.addEventListener('abort', () => over.abort(), { once: true, signal: over.signal });
    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    crashed.catch(() => {}); // it may come before anybody waits for it
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      connection.works();
      // the others are another member's now
      handling.keep(
        Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
          partitions.map((partition) => nameOf(topic, partition)),
        ),
      );
    });
    const silence = watchSilence(consumer, () => running.size > 0);
    try {
      await Promise.race([join(), crashed, silence.tooLong]);
      await Promise.race([crashed, silence.tooLong, stopRequested]);
    } finally {
      silence.end();
      over.abort();
      await Promise.all(running);
    }

    async function join(): Promise<void> {
      const topics = await options.topics();
      await consumer.connect();
      await consumer.subscribe({ topics, fromBeginning: true });
      if (over.signal.aborted) return;
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: options.concurrency,
        eachBatch: (payload) => {
          const batch = handleBatch(consumer, payload, over.signal);
          running.add(batch);
          return batch.finally(() => running.delete(batch));
        },
      });
      // it was given up meanwhile, and must not stay in the group
      if (over.signal.aborted) await consumer.disconnect();
    }
  }

  /**
   * Never throws: one throw would restart all partitions. Never waits for what fails: kafkajs fetches from a broker again
   * once all of its batches were handled. The partition is paused instead, and what is left of it fetched again.
   */
  async function handleBatch(
    consumer: Consumer,
    { batch, heartbeat, resolveOffset, isRunning, isStale, pause }: EachBatchPayload,
    over: AbortSignal,
  ): Promise<void> {
    const { topic, partition } = batch;
    // A member whose group rebalances must come back soon; its successor gets these messages again.
    const left = new AbortController();
    const beat = setInterval(() => void heartbeat().catch(() => left.abort()), 1_000);
    const done = AbortSignal.any([over, left.signal]);
    const mayGoOn = () => !done.aborted && isRunning() && !isStale();
    const trying = handling.of(nameOf(topic, partition));
    try {
      for (let from = 0; from < batch.messages.length && mayGoOn(); from += options.chunk) {
        const messages = batch.messages.slice(from, from + options.chunk);
        const failed = messages.find((message) => message.failed)?.failed;
        if (failed) throw failed;
        const { stored, aside } = await options.handle(topic, partition, messages);
        trying.works();
        report(topic, partition, aside);
        const { offset } = messages.at(-1)!;
        resolveOffset(offset);
        if (stored) await commit(consumer, topic, partition, offset);
      }
    } catch (error) {
      const resume = pause();
      void trying.failed(error).then(resume);
    } finally {
      clearInterval(beat);
    }
  }

  /** Once for each, since their chunk was handled. */
  function report(topic: string, partition: number, aside: readonly SetAside[]): void {
    for (const { offset, why } of aside)
      log.error({ err: why, topic, partition, offset }, 'a message was set aside');
    if (aside.length > 0) options.onAside?.(topic, aside.length);
  }

  async function commit(consumer: Consumer, topic: string, partition: number, last: string) {
    const next = String(BigInt(last) + 1n);
    await consumer.commitOffsets([{ topic, partition, offset: next }]).catch((err: unknown) => {
      log.debug({ err, topic, partition }, 'offset not committed: messages will come again');
    });
  }

  const ended = run();
  return {
    trouble: handling.trouble,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/** Rejects when the consumer shows no sign of life; kafkajs has states from which it does not come back. */
function watchSilence(consumer: Consumer, busy: () => boolean) {
  let last = performance.now();
  const sign = () => {
    last = performance.now();
  };
  const { FETCH, GROUP_JOIN, CONNECT } = consumer.events;
  for (const event of [FETCH, GROUP_JOIN, CONNECT]) consumer.on(event, sign);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (busy()) sign();
      if (performance.now() - last > SILENCE_MS) reject(new Error('the consumer fell silent'));
    }, 1_000);
  });
  tooLong.catch(() => {});
  return { tooLong, end: () => clearInterval(timer) };
}
