import type { Change, Projection, Reducer, TableRule } from '@qianfan/kit/projections/projection';
import type {
  EnterpriseRegistered,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const registerTables: Record<string, TableRule> = {
  Reporter: { mode: 'VERSIONED', identity: ['institution'] },
  Firm: { mode: 'VERSIONED', identity: ['enterprise'] },
};

/**
 * Regulators' facts: where an institution is registered decides which of them may read its returns, and a list that is
 * asked for by a code is empty only if there is somebody of that code.
 */
export const registerReducers: Record<string, Reducer> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>): Change[] => [
    { table: 'Reporter', row: { institution: body.code, area: body.area } },
  ],
  'regulators.EnterpriseRegistered.v1': ({ body }: Fact<EnterpriseRegistered>): Change[] => [
    { table: 'Firm', row: { enterprise: body.id, county: body.county } },
  ],
};

export const registerRows: NonNullable<Projection['rowsFor']> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>) => [
    ['Reporter', [body.code]],
  ],
  'regulators.EnterpriseRegistered.v1': ({ body }: Fact<EnterpriseRegistered>) => [
    ['Firm', [body.id]],
  ],
};
