import { streamType } from '@qianfan/schema/facts/stream-type';
import { firmStreams } from './firms.state.ts';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export interface FilingState {
  /** The fact that filed it, for repeats. */
  filed: Latest;
  enterprise: string;
  county: string;
  /** Yuan that stay filed. */
  balance: string;
  /** The date of the latest fact. */
  on: string;
}

export const filingStream = (bank: string, loan: string): string => `filing:${bank}:${loan}`;

export const filingStreams = [
  streamType<FilingState>('filing', {
    'programmes.LoanFiled.v1': (_, fact) => {
      const { enterprise, county, amount, filedOn } = fact.body;
      return { filed: latestOf(fact), enterprise, county, balance: amount, on: filedOn };
    },
    'programmes.FilingSettled.v1': (state, { body: { balance, on } }) =>
      state && { ...state, balance, on },
  }),
  ...firmStreams,
];
