import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { HearCut } from '../cuts/current.ts';
import type { Heard } from '../cuts/pulse.ts';
import type { ServiceClient } from './client.ts';

/** A service repeats itself once a second. */
const SILENT_MS = 2500;
const AGAIN_MS = 100;

/**
 * Listens to a service's cut, and connects again whenever it falls silent. `note` is told, each time, what else it says;
 * `undefined` where it says nothing, for whatever reason.
 */
export const hearCut =
  (client: ServiceClient, note: (heard: Heard | undefined) => void = () => {}): HearCut =>
  (hear) => {
    const stopping = new AbortController();
    const told = (heard: Heard | undefined): void => {
      if (stopping.signal.aborted) return;
      note(heard);
      hear(heard?.cut);
    };
    const listen = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        await lines(client, stopping.signal, (line) => told(heardIn(line))).catch(() => {});
        told(undefined);
        await pause(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    };
    void listen();
    return () => stopping.abort();
  };

async function lines(
  client: ServiceClient,
  signal: AbortSignal,
  told: (line: string) => void,
): Promise<void> {
  const { statusCode, body } = await client.follow('/cut/stream', SILENT_MS, signal);
  if (statusCode !== 200) return body.dump();
  body.setEncoding('utf8');
  let rest = '';
  for await (const piece of body) {
    const complete = (rest + piece).split('\n');
    rest = complete.pop()!;
    // whatever stood before it is over
    const last = complete.at(-1);
    if (last !== undefined) told(last);
  }
}

/** What a line says; `undefined` where that makes no sense. */
export function heardIn(line: string): Heard | undefined {
  const said = parsed(line);
  if (!Number.isSafeInteger(said?.facts ?? 0)) return undefined;
  const facts = (said?.facts ?? 0) as number;
  // 0: a partition whose head has never moved; nothing could be read at such a cut.
  if (said?.cut === null || said?.cut === 0) return { cut: null, facts };
  return Number.isSafeInteger(said?.cut) ? { cut: said!.cut as Instant, facts } : undefined;
}

function parsed(line: string): { cut?: unknown; facts?: unknown } | null {
  try {
    return JSON.parse(line) as object | null;
  } catch {
    return null;
  }
}
