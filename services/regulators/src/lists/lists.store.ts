import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { Text } from '@qianfan/schema/kernel/issue';

/** A list version is one row, its members one array: 15,000 ids cost one fetch, not 15,000 rows. */
export const EnterpriseListVersion = readEntity({
  name: 'EnterpriseListVersion',
  identity: { list: p.text(), version: p.integer() },
  columns: {
    name: p.json<Text>(),
    issuer: p.text(),
    validFrom: p.text(),
    validTo: p.text().nullable(),
    members: p.array().columnType('text[]'),
    memberCount: p.integer(),
  },
});

export const listEntities = [EnterpriseListVersion] as const;
