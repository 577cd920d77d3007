import type { BrowserContext } from 'playwright-core';

export const ROWS = 20_000;

/** The real answer of a passport, with its facts over and over again, as the page shows any long list. */
export const manyFacts = (context: BrowserContext): Promise<unknown> =>
  context.route('**/graphql', async (route) => {
    if (!/"operationName":"Passport"/.test(route.request().postData() ?? '')) {
      return route.continue();
    }
    const response = await route.fetch();
    const json = (await response.json()) as {
      data: { figure: { lineage: { nodes: object[] } } };
    };
    const { lineage } = json.data.figure;
    const facts = lineage.nodes;
    lineage.nodes = Array.from({ length: ROWS }, (_, n) => ({
      ...facts[n % facts.length],
      contribution: `${ROWS - n}00000000.00`,
      position: `banks/1/${n}`,
    }));
    return route.fulfill({ response, json });
  });
