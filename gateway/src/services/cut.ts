import type { Instant } from '@qianfan/schema/kernel/instant';
import type { AskCut } from '../cuts/current.ts';
import type { ServiceClient } from './client.ts';

const DEADLINE_MS = 1000;

/** Asks a service for its cut; whatever goes wrong is silence. */
export const askCut =
  (client: ServiceClient): AskCut =>
  async () => {
    try {
      const { statusCode, body } = await client.get('/cut', {}, DEADLINE_MS);
      const { cut } = (await body.json()) as { cut?: unknown };
      if (statusCode !== 200) return undefined;
      // 0: a partition whose head has never moved; nothing could be read at such a cut.
      if (cut === null || cut === 0) return null;
      return Number.isSafeInteger(cut) ? (cut as Instant) : undefined;
    } catch {
      return undefined;
    }
  };
