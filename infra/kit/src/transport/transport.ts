import type { Fact, Service } from '@qianfan/schema/kernel/fact';

/** Where a reader stands: for each source and partition the last position that it has stored. */
export type OnFacts = (source: Service, partition: number, facts: Fact[]) => Promise<void>;

export interface Following {
  /** Resolves once no handler runs any more. */
  stop: () => Promise<void>;
}

/** A message that nobody can use: it is said and counted, once, and those behind it get their turn. */
export interface SetAside {
  offset: string;
  why: Error;
}

/**
 * How facts reach their readers. Delivery is at least once and in order of position for each partition; there may be
 * repeats and (over Kafka) holes: the reader drops what it has and fills holes from the journal.
 * One contract suite (tests/contracts) runs over every implementation.
 */
export interface Transport {
  readonly kind: 'direct' | 'kafka';
  follow: (options: {
    /** The reader's name; over Kafka its consumer group. */
    group: string;
    sources: readonly Service[];
    /** Last stored position, asked whenever the transport (re)starts. */
    cursor: (source: Service, partition: number) => number;
    /** What it throws makes its partition wait, and no other. */
    onFacts: OnFacts;
  }) => Promise<Following>;
  /** What a partition has been waiting for, and for so long that it was said; `undefined` while all of them flow. */
  trouble: () => string | undefined;
  close: () => Promise<void>;
}

/** Of the first that tells any. */
export const troubleOf = (all: Iterable<Pick<Transport, 'trouble'>>): string | undefined =>
  [...all].map((one) => one.trouble()).find((said) => said !== undefined);
