import { streamType } from '@qianfan/schema/facts/stream-type';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

export interface Organisation extends Latest {
  kind: OrganisationRegistered['kind'];
  area: string;
}

export interface Enterprise extends Latest {
  uscc: string | null;
  county: string;
}

export const organisationStream = (code: string): string => `organisation:${code}`;

export const enterpriseStream = (id: string): string => `enterprise:${id}`;

export const registerStreams = [
  streamType<Organisation>('organisation', {
    'regulators.OrganisationRegistered.v1': (_, fact) => ({
      ...latestOf(fact),
      kind: fact.body.kind,
      area: fact.body.area,
    }),
  }),
  streamType<Enterprise>('enterprise', {
    'regulators.EnterpriseRegistered.v1': (_, fact) => ({
      ...latestOf(fact),
      uscc: fact.body.uscc ?? null,
      county: fact.body.county,
    }),
  }),
];
