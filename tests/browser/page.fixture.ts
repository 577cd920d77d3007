// Functions that are handed to the browser speak of its globals.
/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DemoAccount } from '@qianfan/kit/identity/accounts';
import axe, { type AxeResults, type Result } from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

/** Screenshots are kept here, to be looked at. */
export const ARTEFACTS =
  process.env['QIANFAN_ARTEFACTS'] ?? fileURLToPath(new URL('artefacts/', import.meta.url));

export interface OpenOptions {
  /** Signed in as this account of the demonstration; nobody unless given. */
  as?: DemoAccount;
  /** `/` unless given; with its query. */
  path?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** What the reader chose before: language, theme, size, colours. */
  taste?: Record<string, string>;
  /** Before the page is opened: to hold back answers, for example. */
  before?: (context: BrowserContext) => Promise<unknown>;
  /** More of what Playwright lets a context be, such as `reducedMotion`. */
  context?: BrowserContextOptions;
}

/** The passport of a figure that everybody may see. */
export const FIGURE =
  '/figure/LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M%3ALEVEL%3A2024-12';

/** Milliseconds until a page that does not become what a test waits for has failed it. */
export const PATIENCE = 20_000;
/** Without a request for this long, a page is taken to be through. */
const QUIET = 300;

let browser: Browser;
const closings: (() => Promise<void>)[] = [];
let problems: string[] = [];

/**
 * For a suite of browser tests: every test fails where a page wrote an error to the console, threw, broke its
 * Content-Security-Policy or asked anything of another host. Returns how pages are opened.
 */
export function browserSuite() {
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserUrl'));
  });
  afterEach(async () => {
    for (const close of closings.splice(0)) await close();
    const found = problems;
    problems = [];
    expect(found, 'problems of the page').toEqual([]);
  });
  afterAll(() => browser.close());
  return open;
}

/** What a test provokes on purpose, such as a refusal, is no problem: the messages that match are taken away. */
export function expected(message: RegExp): void {
  const count = problems.length;
  problems = problems.filter((problem) => !message.test(problem));
  expect(problems.length, `a message like ${message}`).toBeLessThan(count);
}

async function open(options: OpenOptions = {}): Promise<Page> {
  const { as, path = '/', width = 1440, height = 900, dark = false } = options;
  const origin = inject('gatewayUrl');
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    ...options.context,
  });
  closings.push(() => context.close());
  context.setDefaultTimeout(PATIENCE);
  await context.route(
    (url) => url.origin !== origin && !['data:', 'blob:'].includes(url.protocol),
    (route) => {
      problems.push(`outside host: ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`error: ${error.error().stack}`));
  if (as) {
    const answer = await context.request.post('/session', { data: { account: as } });
    expect(answer.status(), `signing in as ${as}`).toBe(200);
  }
  const page = await context.newPage();
  watchRequests(page);
  if (options.taste) await keepTaste(page, options.taste);
  await options.before?.(context);
  await page.goto(path);
  return page;
}

const asking = new WeakMap<Page, { open: Set<Request>; since: number }>();

function watchRequests(page: Page): void {
  const state = { open: new Set<Request>(), since: Date.now() };
  asking.set(page, state);
  const end = (request: Request) => {
    if (state.open.delete(request)) state.since = Date.now();
  };
  page.on('request', (request) => {
    // Stays open as long as the page does.
    if (!request.url().endsWith('/graphql/stream')) state.open.add(request);
  });
  page.on('requestfinished', end);
  page.on('requestfailed', end);
}

/** Resolves once the page has a heading, everything it asked for was answered, and nothing more was asked for a while. */
export async function settled(page: Page, patience = PATIENCE): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  const state = asking.get(page)!;
  const deadline = Date.now() + patience;
  while (state.open.size > 0 || Date.now() - state.since < QUIET) {
    if (Date.now() > deadline) {
      throw new Error(
        `still asking: ${[...state.open].map((request) => request.url()).join(', ')}`,
      );
    }
    await page.waitForTimeout(50);
  }
}

/** As if chosen on a former visit; a reload does not choose again. */
const keepTaste = (page: Page, taste: Record<string, string>) =>
  page.addInitScript((text) => {
    if (!localStorage.getItem('qianfan.taste')) localStorage.setItem('qianfan.taste', text);
  }, JSON.stringify(taste));

/** All that axe finds against WCAG 2.2 AA, one line each; empty when clean. */
export async function axeFindings(page: Page, within = 'body'): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults, string>(
    (selector) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(selector, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      }),
    within,
  );
  return violations.flatMap(lines);
}

const lines = ({ id, help, nodes }: Result): string[] =>
  nodes
    .slice(0, 5)
    .map(({ target, failureSummary }) =>
      [`${id}: ${help}`, target.join(' '), failureSummary?.split('\n').slice(1).join(' ')].join(
        ' | ',
      ),
    );

/** Nothing is wider than the screen: long tables scroll in boxes of their own. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `pixels beyond the screen at ${page.url()}`).toBeLessThanOrEqual(0);
}

/** Kept as `<name>.png`; of the whole page, unless only what is seen is wanted. */
export async function screenshot(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: `${ARTEFACTS}/${name}.png`, fullPage, animations: 'disabled' });
}
