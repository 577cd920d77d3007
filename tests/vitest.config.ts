import { defineConfig } from 'vitest/config';
import { kafkaSuites } from './setup/kafka-suites.ts';

const minute = 60_000;

/** One project for each level of test: the name says what a failure means. */
const levels = [
  { name: 'unit', include: ['**/*.unit.test.ts'], timeout: 20_000 },
  { name: 'contracts', include: ['tests/contracts/**/*.test.ts'], timeout: minute },
  { name: 'integration', include: ['tests/integration/**/*.test.ts'], timeout: minute },
  { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], timeout: 3 * minute },
  { name: 'resilience', include: ['tests/resilience/**/*.test.ts'], timeout: 5 * minute },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], timeout: minute },
];

const kafka = kafkaSuites();

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
    reporters: ['default', new URL('setup/tally.ts', import.meta.url).pathname],
    projects: levels.map(({ name, include, timeout }) => ({
      extends: true,
      test: {
        name,
        include,
        exclude: ['**/node_modules/**', '**/dist/**', ...kafka.exclude],
        testTimeout: timeout,
        hookTimeout: Math.max(timeout, minute),
        globalSetup: [new URL('setup/database-server.ts', import.meta.url).pathname],
      },
    })),
  },
});
