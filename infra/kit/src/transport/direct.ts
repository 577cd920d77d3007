import { PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { readHeads } from '../journal/read.ts';
import { intoFact, type JournalRow } from '../journal/row.ts';
import { readPage } from './page.ts';
import { patience } from './patience.ts';
import { patiences } from './patiences.ts';
import { type Following, type OnFacts, type Transport, troubleOf } from './transport.ts';
import { wakeOn } from './wake.ts';

const PAGE = { rows: 5_000, bytes: 16 * 1024 * 1024 };
const TICK_MS = 100;
/** Partitions of one reader that are read at the same time. */
const WORKERS = 6;

/**
 * Facts straight from the journals, by position. Looks at the heads when a writer says that there is something, and
 * ten times a second in any case; reads pages of the partitions that grew. Needs `select` on the sources' journals.
 */
export function directTransport({ pool, log }: { pool: Pool; log: Logger }): Transport {
  const open = new Set<FollowingJournals>();
  return {
    kind: 'direct',
    follow: async ({ group, sources, cursor, onFacts }) => {
      const following = followJournals({ pool, log, group, sources, cursor, onFacts });
      open.add(following);
      return {
        stop: async () => {
          open.delete(following);
          await following.stop();
        },
      };
    },
    trouble: () => troubleOf(open),
    close: async () => {
      await Promise.all([...open].map((following) => following.stop()));
      open.clear();
    },
  };
}

type FollowingJournals = Following & Pick<Transport, 'trouble'>;

interface FollowOptions {
  pool: Pool;
  log: Logger;
  group: string;
  sources: readonly Service[];
  cursor: (source: Service, partition: number) => number;
  onFacts: OnFacts;
}

/** Where one partition of one source stands. */
interface Lane {
  source: Service;
  partition: number;
  /** Last position handed over; starts at the reader's cursor, and again after a failure. */
  at: number;
  /** The page after that, where it is on its way already. */
  ahead: Promise<JournalRow[]> | undefined;
  head: number;
  busy: boolean;
  /** It failed, and is tried again in a while. */
  waits: boolean;
}

function followJournals({ pool, log, group, sources, cursor, onFacts }: FollowOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const wake = wakeOn(pool, sources);
  const reading = patience(log, `journals (${group})`, signal);
  const handling = patiences(log, signal);
  const lanes = sources.flatMap((source) =>
    Array.from({ length: PARTITIONS }, (_, partition): Lane => {
      const at = cursor(source, partition);
      return {
        source,
        partition,
        at,
        ahead: undefined,
        head: 0,
        busy: false,
        waits: false,
      };
    }),
  );
  const active = new Set<Promise<void>>();

  const ready = (lane: Lane) => !lane.busy && !lane.waits && lane.head > lane.at;

  async function look(): Promise<void> {
    for (const source of sources) {
      const heads = await readHeads(pool, source);
      for (const lane of lanes) {
        if (lane.source === source) lane.head = heads[lane.partition]?.pos ?? 0;
      }
    }
  }

  /** One page of one partition, then the next partition in turn: none starves the others. */
  async function turn(lane: Lane): Promise<void> {
    const { source, partition } = lane;
    const read = (after: number) => readPage(pool, source, partition, after, PAGE);
    const trying = handling.of(`${group} ${source}/${partition}`);
    try {
      const rows = await (lane.ahead ?? read(lane.at));
      lane.ahead = undefined;
      if (rows.length === 0) return;
      const last = rows.at(-1)!.pos;
      // Where nobody waits for a turn, the next page travels while this one is handled.
      if (lane.head > last && !lanes.some(ready)) {
        lane.ahead = read(last);
        lane.ahead.catch(() => {});
      }
      await onFacts(
        source,
        partition,
        rows.map((row) => intoFact(source, row)),
      );
      lane.at = last;
      trying.works();
    } catch (error) {
      lane.ahead = undefined;
      lane.at = cursor(source, partition);
      lane.waits = true;
      void trying.failed(error).then(() => {
        lane.waits = false;
      });
    }
  }

  function dispatch(): void {
    for (const lane of lanes) {
      if (signal.aborted || active.size >= WORKERS) return;
      if (!ready(lane)) continue;
      lane.busy = true;
      const running = turn(lane).finally(() => {
        lane.busy = false;
        active.delete(running);
        // behind those that wait already
        lanes.push(...lanes.splice(lanes.indexOf(lane), 1));
        dispatch();
      });
      active.add(running);
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await look();
        reading.works();
        dispatch();
        await wake.next(TICK_MS);
      } catch (error) {
        await reading.failed(error);
      }
    }
    wake.close();
    await Promise.all(active);
  }

  const ended = run();
  return {
    trouble: handling.trouble,
    stop: async () => {
      stopping.abort();
      wake.now();
      await ended;
    },
  };
}
