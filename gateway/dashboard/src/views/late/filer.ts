import type { FilersQuery } from '../../data/operations.ts';

export type State = NonNullable<FilersQuery['reportingPeriod']>;
export type Filer = State['filers'][number];
