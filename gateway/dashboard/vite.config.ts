import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the gateway is that development talks to. */
// oxlint-disable-next-line node/no-process-env -- a setting of development, read here alone
const gateway = process.env['QIANFAN_DEV_GATEWAY'] ?? 'http://127.0.0.1:4000';

const proxy = Object.fromEntries(
  ['/graphql', '/session', '/audit', '/altair'].map((path) => [path, gateway]),
);

export default defineConfig({
  plugins: [react()],
  resolve: {
    // Other packages of the house as they are, built or not.
    conditions: ['source', 'module', 'browser', 'development|production'],
    // The reader of CSV without Node's Buffer.
    alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    sourcemap: false,
    // The page's policy forbids inline data for all but images.
    assetsInlineLimit: 0,
    // Charts are one lazy chunk of a known size; a test bounds it.
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'charts', test: /echarts|zrender/ }] } },
    },
  },
  server: { proxy },
  preview: { proxy },
});
