import type { ReturnAccepted } from '@qianfan/schema/facts/banks';

/** What the next decision about one return, or one that is compared with it, needs of those before it. */
export interface ReturnState {
  /** Of the latest accepted revision. */
  at: [partition: number, pos: number];
  revision: number;
  formVersion: number;
  areas: string[];
  /** Whether the first submission came after the deadline; corrections do not change that. */
  late: boolean;
  cells: ReturnAccepted['cells'];
  /** Where each accepted content stands; a digest includes the revision that it states. */
  digests: Record<string, [partition: number, pos: number]>;
}

/** An institution's returns of one period, by form: rules between returns hold over all of them. */
export type PeriodState = Record<string, ReturnState>;
