import { expect, test } from 'vitest';
import { createLogger, scrub } from './logger.ts';
import { createMetrics } from './metrics.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, any> {
  let line = '';
  write(createLogger('banks', 'info', { write: (text) => void (line += text) }));
  return JSON.parse(line) as Record<string, any>;
}

test('names and tokens do not reach the log, at whatever depth', () => {
  const entry = logged((log) =>
    log.info({
      headers: { authorization: 'Bearer x' },
      a: { b: { c: { name: '张三' } } },
      id: 'E1',
    }),
  );
  expect(entry).toMatchObject({ service: 'banks', level: 'info', id: 'E1' });
  expect(entry['headers'].authorization).toBe('[redacted]');
  expect(entry['a'].b.c.name).toBe('[redacted]');
});

test('an error that quotes a token or a password is logged without it', () => {
  const error = new Error(
    'connect postgres://qianfan_banks:s3cret@127.0.0.1/x with eyJhbGci.eyJzdWIi.c2ln',
  );
  const entry = logged((log) => log.error({ err: error }, error.message));
  const text = JSON.stringify(entry);
  expect(text).not.toMatch(/s3cret|eyJhbGci/);
  expect(entry['msg']).toBe('connect postgres://qianfan_banks:[password]@127.0.0.1/x with [token]');
  expect(scrub('nothing to hide: 12:30@noon')).toBe('nothing to hide: 12:30@noon');
});

test('metrics carry lag by source and partition, and outcomes', async () => {
  const metrics = createMetrics('banks');
  metrics.lagFacts('regulators', 3, 17);
  metrics.lagSeconds('regulators', 3, 0.5);
  metrics.decided('ACCEPTED');
  metrics.decided('ACCEPTED');
  metrics.refused('V-02');
  const text = await metrics.expose();
  expect(text).toContain('qianfan_lag_facts{source="regulators",partition="3",service="banks"} 17');
  expect(text).toContain(
    'qianfan_lag_seconds{source="regulators",partition="3",service="banks"} 0.5',
  );
  expect(text).toContain('qianfan_decisions_total{outcome="ACCEPTED",service="banks"} 2');
  expect(text).toContain('qianfan_refusals_total{code="V-02",service="banks"} 1');
});
