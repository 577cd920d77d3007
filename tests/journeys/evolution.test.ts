import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';
import { evolve, learnPurposes } from './evolution.fixture.ts';

let system: TestSystem;
let forget: () => void;
beforeAll(async () => {
  system = await startSystem();
  forget = learnPurposes();
});
afterAll(async () => {
  await system?.stop();
  forget?.();
});

test('I13: an installation with history learns a fact, a state and a column, and is what it was', async () => {
  expect(await evolve(system, 'direct')).toEqual({ verify: 0, replay: 0 });
}, 120_000);
