import { streamType } from '@qianfan/schema/facts/stream-type';

/** A line was granted; nothing else about it is decided yet. */
export interface LineState {
  expiresOn: string;
}

export const streamOf = (line: string): string => `line:${line}`;

export const lineStreams = [
  streamType<LineState>('line', {
    'banks.CreditLineGranted.v1': (_, { body }) => ({ expiresOn: body.expiresOn }),
  }),
];
