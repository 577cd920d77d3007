import { streamType } from '@qianfan/schema/facts/stream-type';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export interface List extends Latest {
  version: number;
  issuer: string;
  validFrom: string;
}

export const listStream = (list: string): string => `list:${list}`;

export const listStreams = [
  streamType<List>('list', {
    'regulators.EnterpriseListPublished.v1': (_, fact) => ({
      ...latestOf(fact),
      version: fact.body.version,
      issuer: fact.body.issuer,
      validFrom: fact.body.validFrom,
    }),
  }),
];
