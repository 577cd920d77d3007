// Functions that are handed to the browser speak of its globals.
/// <reference lib="dom" />
import type { BrowserContext } from 'playwright-core';

/** One load: milliseconds since it began, and bytes as they travelled. */
export interface FirstView {
  paint: number;
  /** Every card shows its value. */
  cards: number;
  /** … and no task is running that would keep the page from answering. */
  ready: number;
  longest: number;
  /** From a click to the next paint. */
  click: number;
  code: number;
  charts: number;
  answers: number;
}

interface Seen {
  cards: number;
  tasks: { start: number; end: number }[];
  clicks: number[];
}

const CARDS = 9;
const isChart = (url: string) => /charts-|jiangxi/.test(url);
const isAnswer = (url: string) => /\/(graphql|session)/.test(url);

/** The overview as somebody opens it who was never here. */
export async function firstViewOf(context: BrowserContext): Promise<FirstView> {
  const page = await context.newPage();
  const sizes = { code: 0, charts: 0, answers: 0 };
  const urls = new Map<string, string>();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    urls.set(requestId, request.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId) ?? '';
    sizes[isChart(url) ? 'charts' : isAnswer(url) ? 'answers' : 'code'] += encodedDataLength;
  });
  await page.addInitScript(watch, CARDS);
  await page.goto('/');
  await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.cards > 0);
  await page.locator('.chart svg').nth(2).waitFor();
  await page.locator('.menu summary').first().click();
  await page.waitForFunction(
    () => (globalThis as unknown as { seen: Seen }).seen.clicks.length > 0,
  );
  const { cards, tasks, clicks, paint } = await page.evaluate(() => ({
    ...(globalThis as unknown as { seen: Seen }).seen,
    paint: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
  }));
  // A task that was running when the cards were there has to end before the page answers.
  const running = tasks.filter(({ start, end }) => start <= cards && end > cards);
  const ready = Math.max(cards, ...running.map(({ end }) => end));
  const before = tasks.filter(({ start }) => start <= ready);
  const longest = Math.max(0, ...before.map(({ start, end }) => end - start));
  return { paint, cards, ready, longest, click: clicks[0]!, ...sizes };
}

/** In the page: notes when all cards show a value, every long task, and how long an input waited for its paint. */
function watch(count: number): void {
  const seen: Seen = { cards: 0, tasks: [], clicks: [] };
  (globalThis as unknown as { seen: Seen }).seen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      seen.tasks.push({ start: startTime, end: startTime + duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'click') seen.clicks.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  const look = (): void => {
    if (document.querySelectorAll('.headlines .number').length < count) {
      requestAnimationFrame(look);
    } else {
      // Once they are painted.
      requestAnimationFrame(() => setTimeout(() => (seen.cards = performance.now())));
    }
  };
  requestAnimationFrame(look);
}
