import { streamType } from '@qianfan/schema/facts/stream-type';
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

/** The stream of an institution's (the key's) returns of one period. */
export const returnStream = (period: string): string => `return:${period}`;

/** Refusals change nothing: the same return may be sent again, and is judged again. */
export const returnStreams = [
  streamType<PeriodState>('return', {
    'banks.ReturnAccepted.v1': (filed, { partition, pos, body }) => {
      const { form, revision, formVersion, late, areas = [], cells, digest } = body;
      const at: ReturnState['at'] = [partition, pos];
      const digests = { ...filed?.[form]?.digests, [digest]: at };
      return { ...filed, [form]: { at, revision, formVersion, late, areas, cells, digests } };
    },
  }),
];
