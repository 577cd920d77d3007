import { kafkaTransport } from '@qianfan/kit/transport/kafka';
import { startRelay } from '@qianfan/kit/transport/relay';
import { afterAll, beforeAll } from 'vitest';
import { log, openBroker, type TestBroker } from './transport.broker.ts';
import { transportContract } from './transport.contract.ts';

let test: TestBroker;
beforeAll(async () => {
  test = await openBroker();
}, 120_000);
afterAll(() => test.close());

transportContract('kafka', async (journals) => {
  const { kafka } = test;
  const relays = (['banks', 'regulators'] as const).map((service) =>
    startRelay({ service, kafka, pool: journals.pools[service], log }),
  );
  const transport = kafkaTransport({ kafka, log });
  return {
    transport,
    close: async () => {
      await transport.close();
      await Promise.all(relays.map((relay) => relay.stop()));
      await test.deleteTopics();
    },
  };
});
