import type { Following, Transport } from '@qianfan/kit/transport/transport';
import { readFacts } from '@qianfan/kit/journal/read';
import type { Fact, Service } from '@qianfan/schema/kernel/fact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chainBreaks, EVERY_PARTITION, type Journals, openJournals } from './transport.journal.ts';

/** One transport over the given journals, with whatever fills it. */
export type OpenTransport = (journals: Journals) => Promise<{
  transport: Transport;
  close: () => Promise<void>;
}>;

const PATIENCE = { timeout: 45_000, interval: 20 };

/** A reader as a projection is one: keeps cursors, drops what it has, asks the journal for what is missing. */
function reader(journals: Journals) {
  const stored = new Map<string, Fact[]>();
  const of = (source: Service, partition: number) => stored.get(`${source}/${partition}`) ?? [];
  const cursor = (source: Service, partition: number) => of(source, partition).at(-1)?.pos ?? 0;
  return {
    of,
    cursor,
    total: () => [...stored.values()].reduce((sum, facts) => sum + facts.length, 0),
    onFacts: async (source: Service, partition: number, facts: Fact[]) => {
      for (const fact of facts) {
        const at = cursor(source, partition);
        if (fact.pos <= at) continue;
        const missing =
          fact.pos === at + 1
            ? []
            : await readFacts(journals.pools[source], source, partition, at, fact.pos - at - 1);
        stored.set(`${source}/${partition}`, [...of(source, partition), ...missing, fact]);
      }
    },
  };
}

/** What every transport keeps, whatever carries the facts. */
export function transportContract(name: string, open: OpenTransport): void {
  describe(`transport ${name}`, () => {
    let journals: Journals;
    let transport: Transport;
    let close: () => Promise<void>;

    beforeEach(async () => {
      journals = await openJournals();
      ({ transport, close } = await open(journals));
    });
    afterEach(async () => {
      await close();
      await journals.close();
    });

    const follow = (
      group: string,
      { cursor, onFacts }: Pick<ReturnType<typeof reader>, 'cursor' | 'onFacts'>,
      sources: readonly Service[] = ['banks'],
    ): Promise<Following> => transport.follow({ group, sources, cursor, onFacts });

    const bodies = (count: number) => Array.from({ length: count }, (_, n) => ({ n, zh: '贷款' }));

    test('every fact of every partition arrives whole and in order, written before and after', async () => {
      const facts = reader(journals);
      for (const partition of EVERY_PARTITION)
        await journals.append('banks', partition, bodies(20));
      const following = await follow('whole', facts);
      for (const partition of EVERY_PARTITION)
        await journals.append('banks', partition, bodies(partition));
      const written = 12 * 20 + 66;
      await vi.waitUntil(() => facts.total() === written, PATIENCE);
      await following.stop();
      for (const partition of EVERY_PARTITION) {
        expect(chainBreaks(facts.of('banks', partition))).toEqual([]);
      }
      expect(facts.of('banks', 3)).toEqual(
        await readFacts(journals.pools.banks, 'banks', 3, 0, 100),
      );
    });

    test('a reader that stopped goes on from its cursor', async () => {
      const facts = reader(journals);
      await journals.append('banks', 5, bodies(30));
      const first = await follow('resume', facts);
      await vi.waitUntil(() => facts.total() === 30, PATIENCE);
      await first.stop();
      await journals.append('banks', 5, bodies(7));
      expect(facts.total()).toBe(30);
      const handed: number[] = [];
      const second = await follow('resume', {
        ...facts,
        onFacts: async (source, partition, page) => {
          handed.push(...page.map(({ pos }) => pos));
          await facts.onFacts(source, partition, page);
        },
      });
      await vi.waitUntil(() => facts.total() === 37, PATIENCE);
      await second.stop();
      expect(handed.filter((pos) => pos <= 30)).toEqual([]);
      expect(chainBreaks(facts.of('banks', 5))).toEqual([]);
    });

    test('a reader whose handler was cut off before it stored gets the facts again', async () => {
      await journals.append('banks', 2, bodies(9));
      const seen: number[] = [];
      const cutOff = await follow('again', {
        cursor: () => 0,
        onFacts: async (_source, _partition, page) => void seen.push(...page.map(({ pos }) => pos)),
      });
      await vi.waitUntil(() => seen.includes(9), PATIENCE);
      await cutOff.stop();
      const facts = reader(journals);
      const following = await follow('again', facts);
      await vi.waitUntil(() => facts.total() === 9, PATIENCE);
      await following.stop();
      expect(chainBreaks(facts.of('banks', 2))).toEqual([]);
    });

    test('concurrent writers lose nothing', async () => {
      const facts = reader(journals);
      const following = await follow('writers', facts);
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 40; n += 1) {
          await journals.append('banks', (writer + n) % 3, bodies(1 + (n % 4)));
        }
      });
      await Promise.all(writers);
      await vi.waitUntil(() => facts.total() === 8 * 100, PATIENCE);
      await following.stop();
      for (const partition of [0, 1, 2]) {
        expect(chainBreaks(facts.of('banks', partition))).toEqual([]);
      }
    });

    test('a handler that fails is asked again, and holds up no other partition', async () => {
      const facts = reader(journals);
      let broken = true;
      await journals.append('banks', 0, bodies(3));
      const following = await follow('failing', {
        ...facts,
        onFacts: async (source, partition, page) => {
          if (partition === 0 && broken) throw new Error('the database is away');
          await facts.onFacts(source, partition, page);
        },
      });
      for (const partition of EVERY_PARTITION.slice(1))
        await journals.append('banks', partition, bodies(2));
      await vi.waitUntil(() => facts.total() === 22, PATIENCE);
      expect(facts.of('banks', 0)).toEqual([]);
      broken = false;
      await vi.waitUntil(() => facts.total() === 25, PATIENCE);
      await following.stop();
      expect(chainBreaks(facts.of('banks', 0))).toEqual([]);
    });

    test('facts of 4 MiB arrive whole, several in a row', async () => {
      const facts = reader(journals);
      const cells = '千帆'.repeat((4 * 1024 * 1024) / 6 - 20);
      const following = await follow('large', facts);
      await journals.append('banks', 7, [{ cells }, { n: 1 }, { cells }, { cells }]);
      await vi.waitUntil(() => facts.total() === 4, PATIENCE);
      await following.stop();
      expect(chainBreaks(facts.of('banks', 7))).toEqual([]);
    });

    test('sources are kept apart, and one partition is handled by one handler at a time', async () => {
      const facts = reader(journals);
      const busy = new Set<string>();
      const overlaps: string[] = [];
      const following = await follow(
        'sources',
        {
          ...facts,
          onFacts: async (source, partition, page) => {
            const lane = `${source}/${partition}`;
            if (busy.has(lane)) overlaps.push(lane);
            busy.add(lane);
            await new Promise((done) => setTimeout(done, 5));
            await facts.onFacts(source, partition, page);
            busy.delete(lane);
          },
        },
        ['regulators', 'banks'],
      );
      for (let n = 0; n < 15; n += 1) {
        await journals.append('banks', n % 2, bodies(2));
        await journals.append('regulators', n % 2, bodies(3));
      }
      await vi.waitUntil(() => facts.total() === 75, PATIENCE);
      await following.stop();
      expect(overlaps).toEqual([]);
      for (const partition of [0, 1]) {
        expect(chainBreaks(facts.of('banks', partition))).toEqual([]);
        expect(chainBreaks(facts.of('regulators', partition))).toEqual([]);
      }
    });

    test('after stop no handler runs', async () => {
      let running = 0;
      let entered = false;
      await journals.append('banks', 1, bodies(3));
      const following = await follow('stop', {
        cursor: () => 0,
        onFacts: async () => {
          entered = true;
          running += 1;
          await new Promise((done) => setTimeout(done, 100));
          running -= 1;
        },
      });
      await vi.waitUntil(() => entered, PATIENCE);
      await following.stop();
      expect(running).toBe(0);
    });
  });
}
