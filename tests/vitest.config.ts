import { defineConfig } from 'vitest/config';
import { leftOut } from './setup/left-out.ts';

const minute = 60_000;
const setup = (name: string) => new URL(`setup/${name}.ts`, import.meta.url).pathname;

/** One project for each level of test: the name says what a failure means. */
const levels = [
  { name: 'unit', include: ['**/*.unit.test.ts'], timeout: 20_000 },
  { name: 'contracts', include: ['tests/contracts/**/*.test.ts'], timeout: minute },
  { name: 'integration', include: ['tests/integration/**/*.test.ts'], timeout: minute },
  { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], timeout: 3 * minute },
  { name: 'systems', include: ['tests/systems/**/*.test.ts'], timeout: 3 * minute },
  { name: 'resilience', include: ['tests/resilience/**/*.test.ts'], timeout: 5 * minute },
  {
    name: 'browser',
    include: ['tests/browser/**/*.test.ts'],
    timeout: 3 * minute,
    globalSetup: [setup('browser-system')],
  },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], timeout: minute },
];

const missing = leftOut();

/** Workspace packages are tested from their sources: no build in between. */
const conditions = ['source', 'node', 'development|production'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: {
    conditions,
    // Otherwise type-graphql's CommonJS graphql and our ES module graphql would be two realms.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  // Global set-ups and tests run in different environments of Vite.
  plugins: [{ name: 'sources', configEnvironment: () => ({ resolve: { conditions } }) }],
  test: {
    // Two cores are what a CI runner has; suites start databases and services of their own.
    maxWorkers: 2,
    reporters: ['default', setup('tally')],
    projects: levels.map(({ name, include, timeout, globalSetup = [] }) => ({
      extends: true,
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', '**/dist/**', ...missing],
        testTimeout: timeout,
        hookTimeout: Math.max(timeout, minute),
        globalSetup: [setup('database-server'), ...globalSetup],
      },
    })),
  },
});
