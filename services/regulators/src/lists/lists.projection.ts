import type { Reducers } from '@qianfan/kit/projections/projection';
import { flag, int, json, table, text, texts } from '@qianfan/kit/projections/table';
import type { Text } from '@qianfan/schema/kernel/issue';

/**
 * A list version is one row, its members one array: 15,000 ids cost one fetch, not 15,000 rows. It never changes once
 * published, so its row is never ended.
 */
export const listVersions = table('EnterpriseListVersion', {
  mode: 'APPEND',
  identity: { list: text, version: int },
  columns: {
    name: json<Text>(),
    issuer: text,
    validFrom: text,
    validTo: text.nullable,
    members: texts,
    memberCount: int,
    synthetic: flag,
  },
});

export const listReducers: Reducers = {
  'regulators.EnterpriseListPublished.v1': ({ body, synthetic }) => [
    listVersions.row({
      list: body.list,
      version: body.version,
      name: body.name,
      issuer: body.issuer,
      validFrom: body.validFrom,
      validTo: body.validTo ?? null,
      members: body.members,
      memberCount: body.members.length,
      synthetic,
    }),
  ],
};
