import type { Service } from '@qianfan/schema/kernel/fact';
import type { Text } from '@qianfan/schema/kernel/issue';

/** What a read model holds in one table: rows, their versions, and the hash over all of them. */
interface Held {
  rows: number;
  versions: number;
  hash: string;
}

/** Lines of `POST /audit/replay`. */
export type ReplayLine =
  | { step: 'REBUILD'; service: Service; facts: number; done: boolean }
  | {
      step: 'TABLE';
      service: Service;
      table: string;
      equal: boolean;
      live: Held | null;
      replay: Held | null;
      differences: { only: 'LIVE' | 'REPLAY'; row: unknown }[];
    }
  | { step: 'STATES'; service: Service; streams: number; equal: boolean; differing: string[] }
  | { step: 'VERDICT'; service: Service; until: string; readModel: string; equal: boolean }
  | { step?: undefined; error: { code: string; message: Text; fix?: Text } };
