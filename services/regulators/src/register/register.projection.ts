import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Change } from '@qianfan/kit/projections/projection';
import type {
  EnterpriseRegistered,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import type { SliceProjection } from '../slices.ts';

const tables: SliceProjection['tables'] = {
  Organisation: { mode: 'VERSIONED', identity: ['code'] },
  EnterpriseRecord: { mode: 'VERSIONED', identity: ['id'] },
};

const reducers = {
  'regulators.OrganisationRegistered.v1': ({
    body,
    synthetic,
  }: Fact<OrganisationRegistered>): Change[] => [
    {
      table: 'Organisation',
      row: {
        code: body.code,
        name: body.name,
        kind: body.kind,
        area: body.area,
        groupCode: body.group ?? null,
        peerGroup: body.peerGroup ?? null,
        obligations: body.obligations,
        singleNameLimit: body.singleNameLimit ?? null,
        synthetic,
      },
    },
  ],
  'regulators.EnterpriseRegistered.v1': ({
    body,
    synthetic,
  }: Fact<EnterpriseRegistered>): Change[] => [
    {
      table: 'EnterpriseRecord',
      row: {
        id: body.id,
        name: body.name,
        uscc: body.uscc ?? null,
        county: body.county,
        stage: body.stage ?? null,
        synthetic,
      },
    },
  ],
};

export const registerProjection: SliceProjection = { tables, reducers: { regulators: reducers } };
