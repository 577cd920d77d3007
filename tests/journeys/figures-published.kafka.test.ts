import { factsTopic } from '@qianfan/kit/transport/topics';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openBroker, type TestBroker } from '../contracts/transport.broker.ts';
import { figures, startProvince, type Told, untilReadable } from '../support/province.ts';
import { dropReadModels, readModels } from '../support/read-models.ts';
import type { TestSystem } from '../support/system.ts';

vi.setConfig({ testTimeout: 10 * 60_000, hookTimeout: 10 * 60_000 });

describe('the province over Kafka', () => {
  let broker: TestBroker;
  let system: TestSystem;

  beforeAll(async () => {
    broker = await openBroker();
    system = await startProvince({ transport: 'kafka', brokers: [broker.broker.brokers] });
  });
  afterAll(async () => {
    await system?.stop();
    await broker?.close();
  });

  test('has the same figures to the last digit, and the same rows, as without', async () => {
    const told = async () => JSON.parse((await figures(system, '--json')).out) as Told;
    const overKafka = { rows: await readModels(system), told: await told() };
    expect(await carried(broker)).toBeGreaterThan(20_000);
    expect(overKafka.told.figures.filter(({ verdict }) => verdict === 'IN_BAND')).toHaveLength(40);

    // The same journals, read without a broker.
    await system.restart(() => dropReadModels(system), 'direct');
    await untilReadable(system);
    const direct = { rows: await readModels(system), told: await told() };
    expect(direct.rows).toEqual(overKafka.rows);
    expect({ ...direct.told, cut: null }).toEqual({ ...overKafka.told, cut: null });
  });
});

/** How many messages the topics of facts have taken. */
async function carried({ kafka }: TestBroker): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  const topics = SERVICES.map((service) => admin.fetchTopicOffsets(factsTopic(service).topic));
  const offsets = (await Promise.all(topics)).flat();
  await admin.disconnect();
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}
