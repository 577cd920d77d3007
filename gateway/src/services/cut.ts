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
      const isCut = cut === null || Number.isSafeInteger(cut);
      return statusCode === 200 && isCut ? (cut as Instant | null) : undefined;
    } catch {
      return undefined;
    }
  };
