import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';

let house: House;
let authorization: string;

beforeAll(async () => {
  house = await openHouse();
  authorization = `Bearer ${await house.issuer.mintToken(demoAccounts.auditor)}`;
});
afterAll(() => house.stop());

/** GraphQL over HTTP, as the specification's own audit sees it: nothing that it MUST is missing. */
describe.each(['gateway', 'subgraph'] as const)('the %s', (part) => {
  const audits = serverAudits({
    url: () => `${part === 'gateway' ? house.gateway : house.subgraphs.banks.url}/graphql`,
    // Two of its questions are introspection, which needs a principal.
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...(init.headers as object), authorization } }),
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_id, _name, audit) => {
      const result = await audit.fn();
      expect(result.status === 'error' ? result.reason : 'fine').toBe('fine');
    },
  );

  it('asks every question of the audit', () => {
    expect(audits.length).toBeGreaterThan(50);
  });
});
