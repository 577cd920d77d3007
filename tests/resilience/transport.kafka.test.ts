import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFacts } from '@qianfan/kit/journal/read';
import { kafkaTransport } from '@qianfan/kit/transport/kafka';
import { type Relay, startRelay } from '@qianfan/kit/transport/relay';
import { factsTopic } from '@qianfan/kit/transport/topics';
import type { Following, Transport } from '@qianfan/kit/transport/transport';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { log, openBroker, type TestBroker } from '../contracts/transport.broker.ts';
import {
  chainBreaks,
  EVERY_PARTITION,
  type Journals,
  openJournals,
} from '../contracts/transport.journal.ts';

const PATIENCE = { timeout: 90_000, interval: 50 };
const { topic } = factsTopic('banks');

describe('facts over Kafka, when parts fail', () => {
  let broker: TestBroker;
  let journals: Journals;
  let relays: Relay[];
  let transport: Transport;

  beforeAll(async () => {
    broker = await openBroker();
  }, 120_000);
  afterAll(() => broker.close());
  beforeEach(async () => {
    journals = await openJournals();
    relays = [];
    transport = kafkaTransport({ kafka: broker.kafka, log });
  });
  afterEach(async () => {
    await transport.close();
    await Promise.all(relays.map((relay) => relay.stop()));
    await broker.deleteTopics();
    await journals.close();
  });

  const relay = () => {
    relays.push(
      startRelay({ service: 'banks', kafka: broker.kafka, pool: journals.pools.banks, log }),
    );
  };

  /** Takes facts from the topic alone: what the topic lacks, it lacks. */
  async function topicReader(group: string) {
    const got = EVERY_PARTITION.map((): Fact[] => []);
    const holes: string[] = [];
    const cursor = (_: Service, partition: number) => got[partition]!.at(-1)?.pos ?? 0;
    const following: Following = await transport.follow({
      group,
      sources: ['banks'],
      cursor,
      onFacts: async (source, partition, facts) => {
        for (const fact of facts) {
          if (fact.pos > cursor(source, partition) + 1) holes.push(`${partition}/${fact.pos}`);
          if (fact.pos === cursor(source, partition) + 1) got[partition]!.push(fact);
        }
      },
    });
    return {
      got,
      holes,
      following,
      total: () => got.reduce((sum, facts) => sum + facts.length, 0),
    };
  }

  const bodies = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

  async function writeEverywhere(count: number): Promise<void> {
    for (const partition of EVERY_PARTITION)
      await journals.append('banks', partition, bodies(count));
  }

  function expectWhole(got: Fact[][], each: number): void {
    for (const facts of got) {
      expect(chainBreaks(facts)).toEqual([]);
      expect(facts).toHaveLength(each);
    }
  }

  test('a broker that is killed again and again loses nothing and turns nothing round', async () => {
    relay();
    const reader = await topicReader('killed');
    for (let round = 0; round < 3; round += 1) {
      const writing = (async () => {
        for (let n = 0; n < 10; n += 1) await writeEverywhere(3);
      })();
      await new Promise((done) => setTimeout(done, 100 + 250 * round));
      await broker.crash();
      await writing;
    }
    await vi.waitUntil(() => reader.total() === 12 * 90, PATIENCE);
    await reader.following.stop();
    expect(reader.holes).toEqual([]);
    expectWhole(reader.got, 90);
  });

  test('services start and take commands while there is no broker; facts flow once there is', async () => {
    let starting: Promise<unknown> | undefined;
    await broker.whileStopped(() => {
      starting = (async () => {
        relay();
        const reader = await topicReader('absent');
        await writeEverywhere(4);
        return reader;
      })();
    });
    const reader = (await starting) as Awaited<ReturnType<typeof topicReader>>;
    await vi.waitUntil(() => reader.total() === 48, PATIENCE);
    await reader.following.stop();
    expectWhole(reader.got, 4);
  });

  test('a topic that lost its tail is filled again, for readers that are new and those that are not', async () => {
    relay();
    const old = await topicReader('old');
    await writeEverywhere(5);
    await vi.waitUntil(() => old.total() === 60, PATIENCE);
    const backup = mkdtempSync(join(tmpdir(), 'qianfan-backup-'));
    await broker.whileStopped((data) => cpSync(data, backup, { recursive: true }));
    await writeEverywhere(7);
    await vi.waitUntil(() => old.total() === 144, PATIENCE);
    await broker.whileStopped((data) => {
      rmSync(data, { recursive: true });
      cpSync(backup, data, { recursive: true });
    });
    rmSync(backup, { recursive: true });
    const fresh = await topicReader('fresh');
    await vi.waitUntil(() => fresh.total() === 144, PATIENCE);
    await writeEverywhere(2);
    await vi.waitUntil(() => old.total() === 168 && fresh.total() === 168, PATIENCE);
    await Promise.all([old.following.stop(), fresh.following.stop()]);
    expectWhole(old.got, 14);
    expectWhole(fresh.got, 14);
  });

  test('a topic that is gone is made and filled again', async () => {
    relay();
    const before = await topicReader('before');
    await writeEverywhere(5);
    await vi.waitUntil(() => before.total() === 60, PATIENCE);
    await before.following.stop();
    await broker.deleteTopics();
    await writeEverywhere(1);
    const after = await topicReader('after');
    await vi.waitUntil(() => after.total() === 72, PATIENCE);
    await after.following.stop();
    expectWhole(after.got, 6);
  });

  test('a topic that is older than the database gives none of its facts to it', async () => {
    relay();
    await writeEverywhere(6);
    const before = await topicReader('former life');
    await vi.waitUntil(() => before.total() === 72, PATIENCE);
    await before.following.stop();
    await Promise.all(relays.splice(0).map((one) => one.stop()));
    await journals.close();

    journals = await openJournals();
    transport = kafkaTransport({ kafka: broker.kafka, log, journals: journals.pools.banks });
    relay();
    await writeEverywhere(4);
    const after = await topicReader('new life');
    await vi.waitUntil(() => after.total() === 48, PATIENCE);
    await after.following.stop();
    expectWhole(after.got, 4);
    for (const [partition, facts] of after.got.entries()) {
      expect(facts).toEqual(await readFacts(journals.pools.banks, 'banks', partition, 0, 10));
    }
  });

  test('of two relays one works; when it loses its lock the other goes on where it was', async () => {
    relay();
    relay();
    const reader = await topicReader('two');
    for (let round = 0; round < 4; round += 1) {
      await writeEverywhere(5);
      // the holder of the lock, mostly in the middle of its work
      await journals.pools.banks.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
    }
    await vi.waitUntil(() => reader.total() === 240, PATIENCE);
    await reader.following.stop();
    expectWhole(reader.got, 20);
    const { rows } = await journals.pools.banks.query<{ pos: number }>(
      'select pos from banks.relay order by partition',
    );
    expect(rows.map(({ pos }) => pos)).toEqual(EVERY_PARTITION.map(() => 20));
  });

  test('two processes of one reader share the partitions; when one leaves the other takes all', async () => {
    relay();
    const stored = EVERY_PARTITION.map((): number[] => []);
    const handledBy = [new Set<number>(), new Set<number>()];
    const member = (n: 0 | 1) =>
      transport.follow({
        group: 'shared',
        sources: ['banks'],
        cursor: (_, partition) => stored[partition]!.at(-1) ?? 0,
        onFacts: async (source, partition, facts) => {
          handledBy[n]!.add(partition);
          const at = stored[partition]!.at(-1) ?? 0;
          const from = facts[0]!.pos - 1;
          const missing =
            from > at
              ? await readFacts(journals.pools[source], source, partition, at, from - at)
              : [];
          for (const { pos } of [...missing, ...facts]) {
            if (pos === (stored[partition]!.at(-1) ?? 0) + 1) stored[partition]!.push(pos);
          }
        },
      });
    const total = () => stored.reduce((sum, positions) => sum + positions.length, 0);
    const [first, second] = [await member(0), await member(1)];
    let written = 0;
    await vi.waitUntil(
      async () => {
        await writeEverywhere(1);
        written += 12;
        return handledBy.every((partitions) => partitions.size >= 3);
      },
      { ...PATIENCE, interval: 300 },
    );
    await first.stop();
    await writeEverywhere(3);
    await vi.waitUntil(() => total() === written + 36, PATIENCE);
    await second.stop();
    const admin = broker.kafka.admin();
    await admin.connect();
    expect((await admin.fetchTopicOffsets(topic)).length).toBe(12);
    await admin.disconnect();
  });
});
