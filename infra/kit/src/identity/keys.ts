import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type JWTVerifyGetKey,
} from 'jose';

const REREAD_EVERY_MS = 1000;

/** The key set at a URL, or in a file that is read again when a token names a key that it did not hold. */
export function openKeys(jwks: string): JWTVerifyGetKey {
  return /^https?:/.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : fileKeys(jwks);
}

function fileKeys(path: string): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;
  let readAt = 0;

  const read = async () => {
    readAt = Date.now();
    keys = createLocalJWKSet(JSON.parse(await readFile(path, 'utf8')) as JSONWebKeySet);
    return keys;
  };

  return async (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => {
    try {
      return await (keys ?? (await read()))(header, token);
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey;
      if (!mayBeNew || Date.now() - readAt < REREAD_EVERY_MS) throw error;
      return (await read())(header, token);
    }
  };
}
