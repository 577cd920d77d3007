import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTokens } from '@qianfan/launch/accounts';
import { beginHistory } from '@qianfan/launch/history';
import type { Story } from '@qianfan/launch/options';
import { startSystem } from '@qianfan/launch/system';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { build } from '../../infra/build.mjs';
import { buildDashboard } from '../../infra/dashboard.mjs';
import { chromiumPath } from './browser-suites.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the system that all browser suites share. */
    gatewayUrl: string;
    /** Of the browser that they share. */
    browserUrl: string;
  }
}

/** What `npm start` shows. */
const STORY: Story = 'PROVINCE';

/** No name of the outside resolves, whatever asks: pages, workers, or the browser on its own behalf. */
const OFFLINE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** The page as it is built, the system of `npm start` with the demonstration, and one Chromium, for all browser suites. */
export default async function setup({ provide }: TestProject) {
  const executablePath = chromiumPath();
  if (!executablePath) {
    throw new Error('tests/browser need a Chromium: apt-get install chromium, or QIANFAN_CHROMIUM');
  }
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const browser = await chromium.launchServer({
      executablePath,
      args: [OFFLINE, '--no-sandbox'],
      // What the browser itself words, such as an empty date.
      env: { ...process.env, LANGUAGE: 'zh_CN' },
    });
    ends.push(() => browser.close());
    const building = buildDashboard();
    building.catch(() => {}); // told below, once the system is up and can be stopped
    const gatewayUrl = await openSystem(ends);
    await building;
    provide('gatewayUrl', gatewayUrl);
    provide('browserUrl', browser.wsEndpoint());
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of a gateway: one that runs already, as a developer may have, or that of a system of our own. */
async function openSystem(ends: (() => unknown)[]): Promise<string> {
  const running = process.env['QIANFAN_BROWSER_URL'];
  if (running) return new URL(running).origin;
  await build();
  const stateDir = mkdtempSync(join(tmpdir(), 'qianfan-browser-'));
  chmodSync(stateDir, 0o755); // as root, Postgres runs as another user
  ends.push(() => rmSync(stateDir, { recursive: true, force: true }));
  const system = await startSystem({
    ...{ stateDir, port: 0, durable: false, openAccounts: true, logLevel: 'info' },
    ...{ databaseUrl: undefined, brokers: undefined, jwks: undefined, issuer: undefined },
  });
  ends.push(system.stop);
  await keepTokens(system.issuer!, system.state, true);
  await beginHistory(system, STORY, () => {});
  return system.gatewayUrl;
}
