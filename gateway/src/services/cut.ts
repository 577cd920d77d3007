import type { Instant } from '@qianfan/schema/kernel/instant';
import type { AskCut } from '../cuts/current.ts';
import type { Heard } from '../cuts/pulse.ts';
import type { ServiceClient } from './client.ts';

const DEADLINE_MS = 1000;

/**
 * Asks a service for its cut; whatever goes wrong is silence. `hear` is told, each time, what else it says.
 */
export const askCut =
  (client: ServiceClient, hear: (heard: Heard | undefined) => void = () => {}): AskCut =>
  async () => {
    const heard = await ask(client).catch(() => undefined);
    hear(heard);
    return heard?.cut;
  };

async function ask(client: ServiceClient): Promise<Heard | undefined> {
  const { statusCode, text } = await client.read('/cut', DEADLINE_MS);
  const { cut, facts = 0 } = JSON.parse(text) as { cut?: unknown; facts?: unknown };
  if (statusCode !== 200 || !Number.isSafeInteger(facts)) return undefined;
  // 0: a partition whose head has never moved; nothing could be read at such a cut.
  if (cut === null || cut === 0) return { cut: null, facts: facts as number };
  return Number.isSafeInteger(cut) ? { cut: cut as Instant, facts: facts as number } : undefined;
}
