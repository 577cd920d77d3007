import { it } from 'vitest';
import { browserSuite } from './page.fixture.ts';
import { expectAllClean } from './views.fixture.ts';

const open = browserSuite();

it.each(['regulator', 'auditor', 'jjb', 'picc', 'dost'] as const)('every view as %s', (as) =>
  expectAllClean(open, 'light', { as }),
);
