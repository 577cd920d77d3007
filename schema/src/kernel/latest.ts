import type { Decision } from './decider.ts';
import type { Fact } from './fact.ts';

/** Where the latest fact of a stream stands and what it said: the same content again gets the same receipt. */
export interface Latest {
  partition: number;
  pos: number;
  digest: string;
}

export const latestOf = ({ partition, pos, digest }: Fact): Latest => ({ partition, pos, digest });

/** What the stream's latest fact said already, told through another door or with another id. */
export const repeats = (latest: Latest | undefined, digest: string): Decision | undefined =>
  latest?.digest === digest
    ? { sameAs: { partition: latest.partition, pos: latest.pos } }
    : undefined;
