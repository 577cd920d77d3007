import { expect, it } from 'vitest';
import { quarterOf } from './quarter.ts';

it.each([
  ['2024-12', '2024-Q4'],
  ['2025-02', '2024-Q4'],
  ['2025-03', '2025-Q1'],
  ['2025-11', '2025-Q3'],
  ['2024-Q2', '2024-Q2'],
])('the last quarter up to %s is %s', (period, quarter) => expect(quarterOf(period)).toBe(quarter));
