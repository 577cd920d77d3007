import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations, VARIABLES } from '../support/operations.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

const headers = () => ({
  authorization: `Bearer ${system.token('regulator')}`,
  'content-type': 'application/json',
});

const extensionsOf = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

const post = async (body: object) => {
  const answer = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify(body),
  });
  return (await answer.json()) as any;
};

describe('persisted operations', () => {
  test('each has variables to be tried with', () => {
    expect(Object.keys(VARIABLES).sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  test.each(operations.filter(({ type }) => type === 'query'))(
    '$name is answered by its id, as by its text',
    async ({ id, name, body }) => {
      const variables = VARIABLES[name];
      const byText = await post({ query: body, variables });
      expect(byText.errors).toBeUndefined();
      const byId = await post({ extensions: extensionsOf(id), variables });
      expect(byId.data).toEqual(byText.data);
      const url = new URL('/graphql', system.url);
      url.searchParams.set('variables', JSON.stringify(variables));
      url.searchParams.set('extensions', JSON.stringify(extensionsOf(id)));
      const byGet = await (await fetch(url, { headers: headers() })).json();
      expect(byGet.data).toEqual(byText.data);
    },
  );

  test('an id that is not in the manifest is not found, and nothing that is sent is kept', async () => {
    const query = '{ regions(level: PROVINCE) { code } }';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query));
    const extensions = extensionsOf(Buffer.from(digest).toString('hex'));
    const codeOf = ({ errors }: any) => errors?.[0].extensions.code;
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await post({ query, extensions })).data).toEqual({ regions: [{ code: '36' }] });
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});
