import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Change, TableRule } from '@qianfan/kit/projections/projection';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';

/** A version never changes once published, so its row is never ended. */
export const listTables: Record<string, TableRule> = {
  EnterpriseListVersion: { mode: 'APPEND', identity: ['list', 'version'] },
};

export const listReducers = {
  'regulators.EnterpriseListPublished.v1': ({ body }: Fact<EnterpriseListPublished>): Change[] => [
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
      },
    },
  ],
};
