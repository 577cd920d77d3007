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

/** The key set cannot be read: nothing is known of any token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** What is wrong with the token, and not with the key set. */
const OF_THE_TOKEN = [
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSENotSupported,
];

/**
 * The key set at a URL, or in a file that is read again when a token names a key that it did not hold.
 * Looking up a key throws KeysUnavailable where there is no key set to look in.
 */
export function openKeys(jwks: string): JWTVerifyGetKey {
  const keys = /^https?:/.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : fileKeys(jwks);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (OF_THE_TOKEN.some((type) => error instanceof type)) throw error;
      throw new KeysUnavailable(jwks, { cause: error });
    }
  };
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
