import type { Service } from '../kernel/fact.ts';
import type { Text } from '../kernel/issue.ts';

/** What a read model holds in one table. */
export interface TableHash {
  /** Rows visible at the instant. */
  rows: number;
  /** Visible rows and those that later knowledge had replaced by then. */
  versions: number;
  /** `sha256:…` over all versions; equal exactly where the tables' contents at the instant are. */
  hash: string;
}

/** A row that one of two read models lacks. */
export interface RowDifference {
  table: string;
  only: 'LIVE' | 'REPLAY';
  row: unknown;
}

export interface StatesResult {
  streams: number;
  equal: boolean;
  /** At most five streams whose stored state is not the fold of their facts. */
  differing: string[];
}

/** What `POST /audit/replay` says as it goes, one JSON line each; `VERDICT` comes last. */
export type ReplayLine =
  | { step: 'REBUILD'; service: Service; facts: number; done: boolean }
  | {
      step: 'TABLE';
      service: Service;
      table: string;
      equal: boolean;
      live: TableHash | null;
      replay: TableHash | null;
      differences: RowDifference[];
    }
  | ({ step: 'STATES'; service: Service } & StatesResult)
  | { step: 'VERDICT'; service: Service; until: string; readModel: string; equal: boolean };

/** Instead of a further line, where a replay broke off. */
export interface ReplayBroken {
  step?: undefined;
  error: { code: string; message: Text; fix?: Text };
}
