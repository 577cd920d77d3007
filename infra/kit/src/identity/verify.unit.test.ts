import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLError } from 'graphql';
import { generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccounts } from './accounts.ts';
import { claimsOf } from './claims.ts';
import { LOCAL_ISSUER, type LocalIssuer, openIssuer } from './issuer.ts';
import { createVerifier } from './verify.ts';

const HOUR = 3_600_000_000;
const { icbc } = demoAccounts;
const now = Date.now() * 1000;

let state: string;
let issuer: LocalIssuer;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'qianfan-identity-'));
  issuer = await openIssuer(state);
});
afterAll(() => rm(state, { recursive: true }));

const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'accepted',
    (error: GraphQLError) => error.extensions['code'],
  );

describe('a token of the local issuer', () => {
  it('names its principal, until it expires', async () => {
    const verify = createVerifier(issuer);
    const authorization = `Bearer ${await issuer.mintToken(icbc, 60)}`;
    expect(await verify(authorization, now)).toEqual(icbc);
    expect(await verify(authorization, now + 30_000_000)).toEqual(icbc);
    expect(await refusalOf(verify(authorization, now + HOUR))).toBe('UNAUTHENTICATED');
    expect(await refusalOf(verify(authorization, now + HOUR))).toBe('UNAUTHENTICATED');
  });
});

describe('a key that is taken out of the set', () => {
  const SECOND = 1000;

  /** A set that can be changed, read from a file or over HTTP, and a clock that can be moved. */
  async function changing(kind: 'file' | 'URL') {
    const folder = await mkdtemp(join(tmpdir(), 'qianfan-identity-'));
    const file = join(folder, 'keys.json');
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      void readFile(file).then((text) => response.writeHead(200).end(text));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const time = { now: Date.now() };
    const jwks = kind === 'file' ? file : `http://127.0.0.1:${port}/keys.json`;
    return {
      time,
      asked: () => asked,
      publish: async (...issuers: LocalIssuer[]) => {
        const texts = await Promise.all(issuers.map((it) => readFile(it.jwks, 'utf8')));
        await writeFile(
          file,
          JSON.stringify({ keys: texts.flatMap((text) => JSON.parse(text).keys) }),
        );
      },
      lose: () => writeFile(file, 'no keys'),
      verify: createVerifier({ jwks, issuer: LOCAL_ISSUER }, () => time.now),
      close: async () => {
        await new Promise((closed) => server.close(closed));
        await rm(folder, { recursive: true });
      },
    };
  }

  let other: LocalIssuer;
  beforeAll(async () => {
    other = await openIssuer(join(state, 'other'));
  });

  it.each(['file', 'URL'] as const)(
    'stops working within 30 s, also for tokens that were verified before: %s',
    async (kind) => {
      const set = await changing(kind);
      const [gone, kept] = await Promise.all(
        [other, issuer].map(async (it) => `Bearer ${await it.mintToken(icbc)}`),
      );
      await set.publish(other, issuer);
      expect(await set.verify(gone)).toEqual(icbc);
      await set.publish(issuer);
      set.time.now += 30 * SECOND;
      expect(await refusalOf(set.verify(gone))).toBe('UNAUTHENTICATED');
      expect(await set.verify(kept)).toEqual(icbc);
      await set.close();
    },
  );

  it('works again once it is back, and a new one at once', async () => {
    const set = await changing('file');
    const authorization = `Bearer ${await other.mintToken(icbc)}`;
    await set.publish(issuer);
    expect(await refusalOf(set.verify(authorization))).toBe('UNAUTHENTICATED');
    await set.publish(issuer, other);
    set.time.now += 2 * SECOND;
    expect(await set.verify(authorization)).toEqual(icbc);
    await set.close();
  });

  it('nobody can tell while the set cannot be read: a short while as before, then UNAVAILABLE', async () => {
    const set = await changing('file');
    const authorization = `Bearer ${await issuer.mintToken(icbc)}`;
    await set.publish(issuer);
    expect(await set.verify(authorization)).toEqual(icbc);
    await set.lose();
    set.time.now += 20 * SECOND;
    expect(await set.verify(authorization)).toEqual(icbc);
    set.time.now += 10 * SECOND;
    expect(await refusalOf(set.verify(authorization))).toBe('UNAVAILABLE');
    await set.publish(issuer);
    expect(await set.verify(authorization)).toEqual(icbc);
    await set.close();
  });

  it('costs a look at the set now and then, not one for each request', async () => {
    const set = await changing('URL');
    const authorization = `Bearer ${await issuer.mintToken(icbc)}`;
    await set.publish(issuer);
    for (let n = 0; n < 100; n += 1) await set.verify(authorization);
    expect(set.asked()).toBe(1);
    await set.close();
  });
});

describe('no principal comes from', () => {
  const claims = { ...claimsOf(icbc), iss: LOCAL_ISSUER, aud: 'qianfan' };
  const sign = async (changes: object, { alg = 'EdDSA', own = false } = {}) => {
    const secret = JSON.parse(await readFile(join(state, 'issuer.json'), 'utf8'));
    const key = own
      ? (await generateKeyPair('EdDSA')).privateKey
      : await importJWK(secret, 'EdDSA');
    return new SignJWT({ exp: now / 1e6 + 60, ...claims, ...changes })
      .setProtectedHeader({ alg, kid: secret.kid })
      .sign(key);
  };

  it.each([
    ['another issuer', { iss: 'someone' }],
    ['another audience', { aud: 'other' }],
    ['no expiry', { exp: undefined }],
    ['an expired token', { exp: now / 1e6 - 1 }],
    ['a token of the future', { nbf: now / 1e6 + 3600 }],
    ['an unknown role', { role: 'ROOT' }],
    ['no role', { role: undefined }],
    ['no institution', { institution: undefined }],
    ['an institution that is none', { institution: "x' or 1=1" }],
    ['a jurisdiction that is none', { jurisdiction: '%' }],
    ['no actor', { sub: undefined }],
    ['an actor that is a number', { sub: 7 }],
    ['an actor that is null', { sub: null }],
    ['an actor that is true', { sub: true }],
    ['an actor that is an object', { sub: { name: 'demo-icbc' } }],
    ['an actor that is a list', { sub: ['demo-icbc'] }],
    ['an actor without a name', { sub: '' }],
    ['an actor with NUL', { sub: 'demo\0icbc' }],
    ['an actor with half of a surrogate pair', { sub: 'demo-\ud800' }],
    ['an endless actor', { sub: 'x'.repeat(201) }],
    ['a role that is a list', { role: ['BANK'] }],
    ['an institution that is a list', { institution: ['BNK_ICBC_JX'] }],
    ['a jurisdiction that is a number', { jurisdiction: 36 }],
    ['a mark that is null', { synthetic: null }],
    ['a mark that is none', { synthetic: 'no' }],
  ])('%s', async (_, changes) => {
    const token = await sign(changes);
    expect(await refusalOf(createVerifier(issuer)(`Bearer ${token}`, now))).toBe('UNAUTHENTICATED');
  });

  it('control: the same claims without a fault', async () => {
    const token = await sign({});
    expect(await createVerifier(issuer)(`Bearer ${token}`, now)).toEqual(icbc);
  });

  it('a foreign key, no signature, no bearer, no header', async () => {
    const unsigned = new UnsecuredJWT({ ...claims, exp: now / 1e6 + 60 }).encode();
    const good = await sign({});
    for (const header of [
      `Bearer ${await sign({}, { own: true })}`,
      `Bearer ${unsigned}`,
      `Bearer ${good.slice(0, -4)}AAAA`,
      `Basic ${good}`,
      `Bearer ${good} x`,
      'Bearer',
      '',
      undefined,
    ]) {
      expect(await refusalOf(createVerifier(issuer)(header, now)), header).toBe('UNAUTHENTICATED');
    }
  });

  it('an HMAC over the public key', async () => {
    const { keys } = JSON.parse(await readFile(issuer.jwks, 'utf8'));
    const token = await new SignJWT({ ...claims, exp: now / 1e6 + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: keys[0].kid })
      .sign(new TextEncoder().encode(keys[0].x));
    expect(await refusalOf(createVerifier(issuer)(`Bearer ${token}`, now))).toBe('UNAUTHENTICATED');
  });
});

describe('without the issuer’s keys', () => {
  it('nobody can tell: UNAVAILABLE, and as before once they are there', async () => {
    const authorization = `Bearer ${await issuer.mintToken(icbc)}`;
    const keys = await readFile(issuer.jwks, 'utf8');
    let answer: { status: number; text: string } = { status: 503, text: '' };
    const server = createServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.text);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const at = (jwks: string) => createVerifier({ jwks, issuer: LOCAL_ISSUER });
    const url = `http://127.0.0.1:${port}/jwks.json`;
    try {
      const verify = at(url);
      for (answer of [
        { status: 503, text: '' },
        { status: 200, text: 'no JSON' },
        { status: 200, text: '{}' },
      ]) {
        expect([answer, await refusalOf(verify(authorization, now))]).toEqual([
          answer,
          'UNAVAILABLE',
        ]);
      }
      expect(await refusalOf(verify('Bearer nonsense', now))).toBe('UNAUTHENTICATED');
      answer = { status: 200, text: keys };
      expect(await verify(authorization, now)).toEqual(icbc);
    } finally {
      await new Promise((closed) => server.close(closed));
    }
    expect(await refusalOf(at(url)(authorization, now))).toBe('UNAVAILABLE');
    expect(await refusalOf(at(join(state, 'none.json'))(authorization, now))).toBe('UNAVAILABLE');
  });
});

describe('the issuer’s key', () => {
  it('is the same for all who open it, also at once', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'qianfan-identity-'));
    const issuers = await Promise.all(Array.from({ length: 8 }, () => openIssuer(fresh)));
    const verify = createVerifier(issuers[0]!);
    for (const each of [...issuers, await openIssuer(fresh)]) {
      expect(await verify(`Bearer ${await each.mintToken(icbc)}`)).toEqual(icbc);
    }
    await rm(fresh, { recursive: true });
  });

  it('is for its owner alone, and only its public half is published', async () => {
    expect((await stat(join(state, 'issuer.json'))).mode & 0o777).toBe(0o600);
    const { keys } = JSON.parse(await readFile(issuer.jwks, 'utf8'));
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});
