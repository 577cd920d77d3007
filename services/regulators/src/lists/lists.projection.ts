import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Change } from '@qianfan/kit/projections/projection';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';
import type { SliceProjection } from '../slices.ts';

/** A version never changes once published, so its row is never ended. */
const tables: SliceProjection['tables'] = {
  EnterpriseListVersion: { mode: 'APPEND', identity: ['list', 'version'] },
};

const reducers = {
  'regulators.EnterpriseListPublished.v1': ({
    body,
    synthetic,
  }: Fact<EnterpriseListPublished>): Change[] => [
    {
      table: 'EnterpriseListVersion',
      row: {
        list: body.list,
        version: body.version,
        name: body.name,
        issuer: body.issuer,
        validFrom: body.validFrom,
        validTo: body.validTo ?? null,
        members: body.members,
        memberCount: body.members.length,
        synthetic,
      },
    },
  ],
};

export const listProjection: SliceProjection = { tables, reducers: { regulators: reducers } };
