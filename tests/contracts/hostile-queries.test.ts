import { banks } from '@qianfan/banks/banks';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileQueries } from '../support/hostile-queries.ts';
import { type House, openHouse } from './gateway.fixture.ts';

let house: House;
let token: string;
beforeAll(async () => {
  house = await openHouse({ parts: [regulators, banks, programmes] });
  token = await house.issuer.mintToken(demoAccounts.regulator);
});
afterAll(() => house?.stop());

async function send(body: object | string) {
  const response = await fetch(`${house.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    ...(JSON.parse(text) as { data?: unknown; errors?: any[] }),
  };
}

describe('what is refused before it is planned', () => {
  it.each(hostileQueries)('$name: $status $code', async ({ body, status, code }) => {
    const answer = await send(body);
    const { errors = [], text } = answer;
    expect([answer.status, errors[0]?.extensions.code], text.slice(0, 500)).toEqual([status, code]);
    expect(answer.data).toBeUndefined();
    expect(errors.length).toBeLessThanOrEqual(10);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
    for (const { extensions, message } of errors) {
      expect(extensions.code).toBe(code);
      expect(message).toMatch(/\p{Script=Han}.*[a-z]/u);
      expect([extensions.fix.zh, extensions.fix.en]).toEqual([
        expect.any(String),
        expect.any(String),
      ]);
    }
  });
});
