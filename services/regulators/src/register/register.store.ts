import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Banks, insurers, authorities …, with what they owe. The register itself is scoped by its resolvers. */
export const Organisation = readEntity({
  name: 'Organisation',
  identity: { code: p.text() },
  columns: {
    name: p.json<Text>(),
    kind: p.text(),
    area: p.text(),
    groupCode: p.text().nullable(),
    peerGroup: p.text().nullable(),
    obligations: p.json<OrganisationRegistered['obligations']>(),
    /** Yuan. */
    singleNameLimit: p.text().nullable(),
  },
});

export const EnterpriseRecord = readEntity({
  name: 'EnterpriseRecord',
  identity: { id: p.text() },
  columns: {
    name: p.json<Text>().nullable(),
    uscc: p.text().nullable(),
    county: p.text(),
    stage: p.text().nullable(),
  },
  indexes: [['county', 'id']],
});

export const registerEntities = [Organisation, EnterpriseRecord] as const;
