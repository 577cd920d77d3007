import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** Where development and preview find the gateway; the built page is served by it. */
const proxyTo = (gateway: string) =>
  Object.fromEntries(['/graphql', '/session', '/audit', '/altair'].map((path) => [path, gateway]));

export default defineConfig(({ mode }) => {
  const { QIANFAN_DEV_GATEWAY = 'http://127.0.0.1:4000' } = loadEnv(mode, '.', 'QIANFAN_DEV_');
  const proxy = proxyTo(QIANFAN_DEV_GATEWAY);
  return {
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
  };
});
