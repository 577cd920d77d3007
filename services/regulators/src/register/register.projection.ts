import type { Reducers } from '@qianfan/kit/projections/projection';
import { flag, json, table, text } from '@qianfan/kit/projections/table';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Banks, insurers, authorities …, with what they owe. The register itself is scoped by its resolvers. */
export const organisations = table('Organisation', {
  mode: 'VERSIONED',
  identity: { code: text },
  columns: {
    name: json<Text>(),
    kind: text,
    area: text,
    groupCode: text.nullable,
    peerGroup: text.nullable,
    obligations: json<OrganisationRegistered['obligations']>(),
    /** Yuan. */
    singleNameLimit: text.nullable,
    synthetic: flag,
  },
});

export const enterpriseRecords = table('EnterpriseRecord', {
  mode: 'VERSIONED',
  identity: { id: text },
  columns: {
    name: json<Text>().nullable,
    uscc: text.nullable,
    county: text,
    stage: text.nullable,
    synthetic: flag,
  },
  indexes: [['county', 'id']],
});

export const registerReducers: Reducers = {
  'regulators.OrganisationRegistered.v1': ({ body, synthetic }) => [
    organisations.row({
      code: body.code,
      name: body.name,
      kind: body.kind,
      area: body.area,
      groupCode: body.group ?? null,
      peerGroup: body.peerGroup ?? null,
      obligations: body.obligations,
      singleNameLimit: body.singleNameLimit ?? null,
      synthetic,
    }),
  ],
  'regulators.EnterpriseRegistered.v1': ({ body, synthetic }) => [
    enterpriseRecords.row({
      id: body.id,
      name: body.name ?? null,
      uscc: body.uscc ?? null,
      county: body.county,
      stage: body.stage ?? null,
      synthetic,
    }),
  ],
};
