import { isThorough } from '../support/rounds.ts';
import type { Missing } from './missing.ts';

/** Suites in `tests/resilience` kill processes for minutes; `*.province.test.ts` play and ask a whole province. */
export function longSuites(): Missing | undefined {
  if (isThorough) return undefined;
  return {
    suites: ['**/tests/resilience/**', '**/*.province.test.ts'],
    told: 'tests/resilience, *.province.test.ts and four fifths of the random histories (long; QIANFAN_THOROUGH=1 makes them run)',
  };
}
