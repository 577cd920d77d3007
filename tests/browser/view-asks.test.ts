import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { viewAsks } from '../support/view-asks.ts';
import { browserSuite, PATIENCE, settled } from './page.fixture.ts';

const open = browserSuite();

/** As one text: what is asked again when the live cut moves is the same, and which instant it is depends on others. */
const asked = (operation: string, variables: unknown, asOf: string | undefined): string =>
  JSON.stringify([operation, variables, asOf?.includes('T') ? 'an instant' : (asOf ?? 'now')]);

/** Everything that the page asks from here on. */
function listen(page: Page): Set<string> {
  const sent = new Set<string>();
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/graphql') return;
    const { operationName, variables } = request.postDataJSON() as Record<string, unknown>;
    sent.add(asked(String(operationName), sorted(variables), request.headers()['as-of']));
  });
  return sent;
}

/** With members in order, however the page put them. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, sorted(member)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

describe('what the bench measures is what the page sends', () => {
  it.each(viewAsks())('$view as $as', async ({ as, path, asks }) => {
    let sent = new Set<string>();
    const before = async (page: Page) => {
      sent = listen(page);
    };
    const page = await open({ as, path, before: (context) => before(context.pages()[0]!) });
    await settled(page);
    for (const name of new Set(asks.flatMap(({ pressed }) => pressed ?? []))) {
      // Not the button of a column's name, which sorts.
      await page.getByRole('button', { name }).and(page.locator(':not(th *)')).first().click();
    }
    const expected = new Set(
      asks.map(({ operation, variables, asOf }) => asked(operation, sorted(variables), asOf)),
    );
    // In whatever order: which answer comes first is not the view's.
    await expect.poll(() => [...sent].sort(), { timeout: PATIENCE }).toEqual([...expected].sort());
  });
});
