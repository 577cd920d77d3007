import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';

const TICK_MS = 200;

/**
 * Moves the `at` of idle heads a few times a second, so that an idle partition does not hold back the cut. Heads that a
 * writer holds are skipped: their next fact moves them. Only a live journal ticks: imported history has its own times.
 */
export function startTicker(
  db: Pool,
  service: Service,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  const text = `update ${service}.heads h set at = greatest(h.at, (extract(epoch from clock_timestamp()) * 1000000)::int8)
    from (select partition from ${service}.heads
      where (select value from ${service}.settings where name = 'mode') = 'LIVE'
      for update skip locked) idle
    where h.partition = idle.partition`;
  const loop = async () => {
    while (!stopped) {
      await db.query({ name: `tick-${service}`, text }).catch(onError);
      await new Promise((done) => setTimeout(done, TICK_MS));
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    await running;
  };
}
