import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBroker, type TestBroker } from '../contracts/transport.broker.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { evolve, learnPurposes } from './evolution.fixture.ts';

let broker: TestBroker;
let system: TestSystem;
let forget: () => void;
beforeAll(async () => {
  broker = await openBroker();
  system = await startSystem({ transport: 'kafka', brokers: [broker.broker.brokers] });
  forget = learnPurposes();
});
afterAll(async () => {
  await system?.stop();
  await broker?.close();
  forget?.();
});

test('I13: over Kafka too, where facts of both versions lie in one topic', async () => {
  expect(await evolve(system, 'kafka')).toEqual({ verify: 0, replay: 0 });
}, 240_000);
