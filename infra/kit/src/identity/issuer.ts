import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose';
import { CannotStart } from '../processes/cannot-start.ts';
import { AUDIENCE, claimsOf } from './claims.ts';
import type { Principal } from './principal.ts';

/** Who signs the tokens of the embedded default; a production installation names its own identity provider. */
export const LOCAL_ISSUER = 'urn:qianfan:local';

export interface LocalIssuer {
  issuer: string;
  /** The file with the public key. */
  jwks: string;
  /** A signed token; `ttl` in seconds. */
  mintToken: (principal: Principal, ttl?: number) => Promise<string>;
}

const TTL = 12 * 3600;

/**
 * The local issuer of a state folder. Its key pair is made once and kept in `<state>/issuer.json`, readable by its owner
 * alone; the public half lies in `<state>/jwks.json`. Safe to call from several processes at once.
 */
export async function openIssuer(state: string): Promise<LocalIssuer> {
  const path = join(state, 'issuer.json');
  await mkdir(state, { recursive: true });
  const secret = (await readKey(path)) ?? (await makeKey(path));
  const jwks = join(state, 'jwks.json');
  await replace(jwks, JSON.stringify({ keys: [publicPart(secret)] }));
  const key = await importJWK(secret, 'EdDSA');

  return {
    issuer: LOCAL_ISSUER,
    jwks,
    mintToken: (principal, ttl = TTL) =>
      new SignJWT(claimsOf(principal))
        .setProtectedHeader({ alg: 'EdDSA', kid: secret.kid! })
        .setIssuer(LOCAL_ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${ttl}s`)
        .sign(key),
  };
}

const publicPart = ({ kty, crv, x, kid }: JWK): JWK => ({
  kty,
  crv,
  x,
  kid,
  alg: 'EdDSA',
  use: 'sig',
});

async function readKey(path: string): Promise<JWK | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseKey(text, path);
}

function parseKey(text: string, path: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw new CannotStart(
      `${path} 已损坏。删除后重新启动，将生成新的密钥与令牌。`,
      `${path} is broken: remove it, and the next start makes a new key and new tokens.`,
      { cause },
    );
  }
}

/** Linked into place whole, so that of two processes that start together one key wins and both use it. */
async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const secret = await exportJWK(privateKey);
  secret.kid = await calculateJwkThumbprint(secret);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(secret), { mode: 0o600 });
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readKey(path))!;
}

async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, path);
}
