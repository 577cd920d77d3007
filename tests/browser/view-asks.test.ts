import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { viewAsks } from '../support/view-asks.ts';
import { browserSuite, PATIENCE, settled } from './page.fixture.ts';

const open = browserSuite();

interface Sent {
  operation: string;
  variables: unknown;
  asOf?: string;
}

/** Everything that the page asks from here on. */
function listen(page: Page): Sent[] {
  const sent: Sent[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/graphql') return;
    const { operationName, variables } = request.postDataJSON() as Record<string, unknown>;
    const asOf = request.headers()['as-of'];
    sent.push({ operation: String(operationName), variables, ...(asOf && { asOf }) });
  });
  return sent;
}

describe('what the bench measures is what the page sends', () => {
  it.each(viewAsks())('$view as $as', async ({ as, path, asks }) => {
    let sent: Sent[] = [];
    const before = async (page: Page) => {
      sent = listen(page);
    };
    const page = await open({ as, path, before: (context) => before(context.pages()[0]!) });
    await settled(page);
    for (const name of new Set(asks.flatMap(({ pressed }) => pressed ?? []))) {
      // Not the button of a column's name, which sorts.
      await page.getByRole('button', { name }).and(page.locator(':not(th *)')).first().click();
    }
    const expected = asks.map(({ operation, variables, asOf }) => ({
      operation,
      variables,
      // Which instant it is depends on what others did to the same return.
      ...(asOf && { asOf: asOf.includes('T') ? expect.stringMatching(/^\d{4}-.*Z$/) : asOf }),
    }));
    // In whatever order: which answer comes first is not the view's.
    await expect.poll(() => sent.length, { timeout: PATIENCE }).toBe(expected.length);
    expect(sent).toEqual(expect.arrayContaining(expected));
  });
});
