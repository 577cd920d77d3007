import { expect, it } from 'vitest';
import { clockTime } from './time.ts';

it('tells an instant as a clock in Jiangxi shows it', () => {
  expect(clockTime('2025-01-13T15:59:59.999999Z')).toBe('2025-01-13 23:59:59');
  expect(clockTime('2024-12-31T16:00:00Z')).toBe('2025-01-01 00:00:00');
  expect(clockTime('—')).toBe('—');
});
