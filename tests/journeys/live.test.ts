import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallExamples } from '../support/examples.ts';
import { fromCsv } from '../support/returns.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

async function signIn(account: string): Promise<{ cookie: string }> {
  const response = await fetch(`${system.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  });
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]! };
}

test('whoever looks at the page learns of an accepted return, and then sees it', async () => {
  const client = createClient({
    url: `${system.url}/graphql/stream`,
    headers: await signIn('regulator'),
  });
  const events = client.iterate<{ cutMoved: { at: string } }>({
    query: 'subscription { cutMoved { at services { service facts } } }',
  });
  try {
    await events.next(); // the present state
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await signIn('jjb')) },
      body: JSON.stringify({
        query: `mutation ($body: JSON!) {
          banksSubmit(commands: [{ id: "live-1", type: "banks.SubmitReturn", body: $body }]) {
            status receipt { knownAt }
          }
        }`,
        variables: { body: fromCsv(smallExamples().right.text) },
      }),
    });
    const { data } = (await response.json()) as any;
    const [{ status, receipt }] = data.banksSubmit;
    expect(status).toBe('ACCEPTED');

    let at = '';
    while (at < receipt.knownAt) at = (await events.next()).value!.data!.cutMoved.at;
    const seen = await system.query(
      '{ submission(institution: "BNK_JJB", form: "TF01", period: "2024-12") { knownAt } }',
    );
    expect(seen.errors).toBeUndefined();
    expect(seen.extensions!.cut!.at >= at).toBe(true);
    expect(seen.data.submission.knownAt).toBe(receipt.knownAt);
  } finally {
    client.dispose();
  }
});
