import { streamType } from '@qianfan/schema/facts/stream-type';
import type { ProgrammeLaunched } from '@qianfan/schema/facts/programmes';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export interface ProgrammeState extends Latest {
  /** Who alone runs it. */
  owner: string;
  launchedOn: string;
  rule: ProgrammeLaunched['rule'];
}

export const programmeStream = (programme: string): string => `programme:${programme}`;

export const programmeStreams = [
  streamType<ProgrammeState>('programme', {
    'programmes.ProgrammeLaunched.v1': (_, fact) => ({
      ...latestOf(fact),
      owner: fact.body.owner ?? fact.institution,
      launchedOn: fact.body.launchedOn,
      rule: fact.body.rule,
    }),
  }),
];
