import { afterEach, expect, test } from 'vitest';
import { FACTS } from '../registry.ts';
import { type Upcast, upcast, UPCASTS } from './upcasts.ts';

const known: Record<string, Upcast> = UPCASTS;
const before = { ...known };
afterEach(() => {
  for (const type of Object.keys(known)) if (!(type in before)) delete known[type];
});

test('a fact is read in the newest version of its type, from whichever it was written in', () => {
  known['banks.Tried.v1'] = { to: 'banks.Tried.v2', body: ({ a }) => ({ a, b: 'b' }) };
  known['banks.Tried.v2'] = { to: 'banks.Tried.v3', body: ({ a, b }) => ({ ab: a + b }) };
  const newest = { type: 'banks.Tried.v3', body: { ab: 'ab' } };
  expect(upcast('banks.Tried.v1', { a: 'a' })).toEqual(newest);
  expect(upcast('banks.Tried.v2', { a: 'a', b: 'b' })).toEqual(newest);
  expect(upcast('banks.Tried.v3', { ab: 'ab' })).toEqual(newest);
});

test('every upcast leads from a published type to the next version of it', () => {
  for (const [type, { to }] of Object.entries(before)) {
    const [, name, version] = /^(.*)\.v(\d+)$/.exec(type)!;
    expect([type in FACTS, to in FACTS, to]).toEqual([
      true,
      true,
      `${name}.v${Number(version) + 1}`,
    ]);
  }
});
