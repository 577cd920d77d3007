import type { Fact, Service } from '@qianfan/schema/kernel/fact';

/** Where a reader stands: for each source and partition the last position that it has stored. */
export type OnFacts = (source: Service, partition: number, facts: Fact[]) => Promise<void>;

export interface Following {
  /** Resolves once no handler runs any more. */
  stop: () => Promise<void>;
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
    onFacts: OnFacts;
  }) => Promise<Following>;
  close: () => Promise<void>;
}
