import { expect, it } from 'vitest';
import { endedBy, quarterOf } from './quarter.ts';

it.each([
  ['2024-12', '2024-Q4'],
  ['2025-02', '2024-Q4'],
  ['2025-03', '2025-Q1'],
  ['2025-11', '2025-Q3'],
  ['2024-Q2', '2024-Q2'],
])('the last quarter up to %s is %s', (period, quarter) => expect(quarterOf(period)).toBe(quarter));

it.each([
  ['2024-12', '2024'],
  ['2025-02', '2024'],
  ['2024-11', '2024-Q3'],
  ['2025-03', '2025-Q1'],
  ['2024-Q4', '2024'],
  ['2024', '2024'],
])('what a flow had come to by %s is that of %s', (period, span) =>
  expect(endedBy(period)).toBe(span),
);
