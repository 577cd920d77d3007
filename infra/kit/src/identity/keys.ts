import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

/** A key that was taken out of the set stops working after this long, whatever was verified with it before. */
export const TRUSTED_MS = 30_000;
/** From then on a set is read anew while it still serves, so that nobody waits for it in the ordinary case. */
const RENEWED_MS = 10_000;
/** A token that names an unknown key may have been signed with one that is new. */
const REREAD_EVERY_MS = 1000;

/** The key set cannot be read: nothing is known of any token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** A key set as it was read; another object where another set was read, so that what hangs on it can be forgotten. */
export interface KeySet {
  key: JWTVerifyGetKey;
}

export interface Keys {
  /** @throws KeysUnavailable where no set could be read for too long */
  current: () => Promise<KeySet>;
  /** The set read anew, for a key that the current one does not have; the same object where it was read just now. */
  renewed: () => Promise<KeySet>;
}

/** The key set in a file or at a URL; `clock` in milliseconds. */
export function openKeys(jwks: string, clock: () => number): Keys {
  const load = /^https?:/.test(jwks) ? remote(new URL(jwks)) : local(jwks);
  let known: { set: KeySet; text: string; readAt: number } | undefined;
  let reading: Promise<KeySet> | undefined;

  async function read(): Promise<KeySet> {
    const readAt = clock();
    try {
      const found = await load();
      const text = JSON.stringify(found);
      const set = known?.text === text ? known.set : { key: createLocalJWKSet(found) };
      known = { set, text, readAt };
      return set;
    } catch (error) {
      throw new KeysUnavailable(jwks, { cause: error });
    } finally {
      reading = undefined;
    }
  }
  const renew = () => (reading ??= read());

  return {
    current: async () => {
      const age = known ? clock() - known.readAt : TRUSTED_MS;
      if (!known || age >= TRUSTED_MS) return renew();
      if (age >= RENEWED_MS) renew().catch(() => {}); // while the last one is young enough it serves
      return known.set;
    },
    renewed: async () => {
      const isNew = known && clock() - known.readAt < REREAD_EVERY_MS;
      return isNew ? known!.set : renew();
    },
  };
}

type Load = () => Promise<JSONWebKeySet>;

const local =
  (path: string): Load =>
  async () =>
    JSON.parse(await readFile(path, 'utf8')) as JSONWebKeySet;

function remote(url: URL): Load {
  const keys = createRemoteJWKSet(url);
  return async () => {
    await keys.reload();
    return keys.jwks()!;
  };
}
