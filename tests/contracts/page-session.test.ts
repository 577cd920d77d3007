import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  const { regulator, jjb, importer } = demoAccounts;
  const keep = async (name: string, token: string) =>
    writeFile(join(house.accounts, `${name}.jwt`), `${token}\n`);
  await keep('regulator', await house.issuer.mintToken(regulator));
  await keep('jjb', await house.issuer.mintToken(jjb));
  await keep('importer', await house.issuer.mintToken(importer));
  await keep('icbc', await house.issuer.mintToken({ ...demoAccounts.icbc, synthetic: false }));
  await keep('cmb', await house.issuer.mintToken(demoAccounts.cmb, -10));
});
afterAll(() => house.stop());

interface Told {
  status: number;
  cookie: string | undefined;
  principal?: Record<string, unknown> | null;
  accounts?: Record<string, unknown>[];
  errors?: { message: string; extensions: { code: string; text: { zh: string; en: string } } }[];
}

async function session(
  method: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Told> {
  const response = await fetch(`${house.gateway}/session`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const cookie = response.headers.get('set-cookie') ?? undefined;
  return { status: response.status, cookie, ...((await response.json()) as object) };
}

const signIn = async (body: unknown) => {
  const { cookie } = await session('POST', { body });
  return cookie!.split(';')[0]!;
};

function ask(headers: Record<string, string>) {
  return fetch(`${house.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ readAt }"}',
  });
}

describe('signing in', () => {
  it('by an account of the demonstration: the cookie is out of every script’s reach', async () => {
    const { status, cookie, principal } = await session('POST', { body: { account: 'jjb' } });
    expect(status).toBe(200);
    expect(cookie).toMatch(
      /^qianfan_session=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect(principal).toEqual({
      ...demoAccounts.jjb,
      expires: expect.stringMatching(/^20\d\d-.*Z$/),
    });
    const again = await session('GET', { headers: { cookie: cookie!.split(';')[0]! } });
    expect(again.principal).toEqual(principal);
  });

  it('behind HTTPS the cookie never travels in the open', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const { cookie } = await session('POST', { body: { account: 'jjb' }, headers });
    expect(cookie).toMatch(/; Secure$/);
  });

  it('by a token of the operator’s issuer', async () => {
    const officer = { ...demoAccounts.auditor, actor: 'a.li', synthetic: false };
    const token = await house.issuer.mintToken(officer);
    const { principal } = await session('POST', { body: { token: ` ${token}\n` } });
    expect(principal).toMatchObject(officer);
  });

  it('is refused in both languages with an expired, a foreign, and no token', async () => {
    const stranger = await openIssuer(join(house.dashboard, 'stranger'));
    for (const token of [
      await house.issuer.mintToken(demoAccounts.jjb, -10),
      await stranger.mintToken(demoAccounts.regulator),
      'nonsense',
      '',
    ]) {
      const { status, cookie, errors } = await session('POST', { body: { token } });
      expect([status, cookie]).toEqual([401, undefined]);
      expect(errors).toMatchObject([
        {
          extensions: {
            code: 'UNAUTHENTICATED',
            text: { zh: expect.stringMatching(/令牌/), en: expect.stringMatching(/token/) },
            fix: { zh: expect.any(String), en: expect.any(String) },
          },
        },
      ]);
    }
  });

  it.each([
    [{ account: 'nobody' }, 404],
    [{ account: '../issuer' }, 404],
    [{ account: 'importer' }, 404],
    [{ account: 'icbc' }, 404],
    [{ account: 'cmb' }, 404],
    [{ account: 'jjb', token: 'x' }, 400],
    [{}, 400],
    [null, 400],
    [['jjb'], 400],
    [{ token: 'x'.repeat(5000) }, 413],
  ])('%j: %i', async (body, status) => {
    const told = await session('POST', { body });
    expect([told.status, told.cookie]).toEqual([status, undefined]);
    expect(told.errors![0]!.extensions.code).toMatch(/^[A-Z_]+$/);
  });

  it('offers the demonstration’s accounts that are valid, and no other', async () => {
    const { principal, accounts } = await session('GET');
    expect(principal).toBeNull();
    expect(accounts).toEqual([
      {
        account: 'regulator',
        role: 'REGULATOR',
        institution: 'REG_NFRA_JX',
        zh: expect.any(String),
        en: expect.any(String),
      },
      expect.objectContaining({ account: 'jjb', role: 'BANK', institution: 'BNK_JJB' }),
    ]);
  });
});

describe('a session', () => {
  it('asks GraphQL and the audit paths like the token that it is', async () => {
    const cookie = await signIn({ account: 'regulator' });
    expect(await (await ask({ cookie })).json()).toMatchObject({
      data: { readAt: expect.any(String) },
    });
    const audit = await fetch(`${house.gateway}/audit/banks/heads`, { headers: { cookie } });
    expect(await audit.json()).toMatchObject({ authorization: expect.stringMatching(/^Bearer /) });
  });

  it('gives way to an Authorization header', async () => {
    const cookie = await signIn({ account: 'regulator' });
    expect((await ask({ cookie, authorization: 'Bearer nonsense' })).status).toBe(401);
  });

  it('ends on request, and by itself', async () => {
    const cookie = await signIn({ account: 'jjb' });
    const out = await session('DELETE', { headers: { cookie } });
    expect(out.cookie).toMatch(/^qianfan_session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict/);
    expect(out.principal).toBeNull();

    const old = `qianfan_session=${await house.issuer.mintToken(demoAccounts.jjb, -10)}`;
    const expired = await session('GET', { headers: { cookie: old } });
    expect([expired.principal, expired.cookie]).toEqual([null, out.cookie]);
    const answer = await ask({ cookie: old });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', text: { zh: expect.any(String) } } }],
    });
  });
});

describe('a foreign page', () => {
  const foreign = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }, // another port of this machine
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
  ] as Record<string, string>[];

  it.each(foreign)('%j cannot sign anybody in or out', async (headers) => {
    for (const method of ['POST', 'DELETE']) {
      const body = method === 'POST' ? { account: 'jjb' } : undefined;
      const { status, cookie, errors } = await session(method, { body, headers });
      expect([status, cookie, errors![0]!.extensions.code]).toEqual([403, undefined, 'FORBIDDEN']);
    }
  });

  it.each(foreign)('%j gets nothing out of a session', async (headers) => {
    const cookie = await signIn({ account: 'regulator' });
    expect((await ask({ cookie, ...headers })).status).toBe(401);
    const audit = await fetch(`${house.gateway}/audit/banks/heads`, {
      headers: { cookie, ...headers },
    });
    expect(audit.status).toBe(401);
  });

  it('cannot send what needs no asking first: a form, a text', async () => {
    const cookie = await signIn({ account: 'regulator' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { cookie, 'content-type': type };
      const body = '{"account":"jjb","query":"{ readAt }"}';
      for (const path of ['/session', '/graphql', '/audit/banks/replay']) {
        const response = await fetch(house.gateway + path, { method: 'POST', headers, body });
        expect(response.status, `${path} ${type}`).toBeGreaterThanOrEqual(400);
        expect(response.headers.get('set-cookie')).toBeNull();
      }
    }
    const simple = await fetch(`${house.gateway}/graphql?query=%7BreadAt%7D`, {
      headers: { cookie },
    });
    expect(simple.status).toBe(400);
  });

  it('control: this page can', async () => {
    const cookie = await signIn({ account: 'regulator' });
    const own = [
      ['sec-fetch-site', 'same-origin'],
      ['origin', house.gateway],
    ] as const;
    for (const [name, value] of own) {
      expect((await ask({ cookie, [name]: value })).status).toBe(200);
    }
  });
});
