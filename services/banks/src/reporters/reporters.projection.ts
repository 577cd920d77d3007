import type { Change, Projection, Reducer, TableRule } from '@qianfan/kit/projections/projection';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const reporterTables: Record<string, TableRule> = {
  Reporter: { mode: 'VERSIONED', identity: ['institution'] },
};

/** Regulators' fact: where an institution is registered decides which of them may read its returns. */
export const reporterReducers: Record<string, Reducer> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>): Change[] => [
    { table: 'Reporter', row: { institution: body.code, area: body.area } },
  ],
};

export const reporterRows: NonNullable<Projection['rowsFor']> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>) => [
    ['Reporter', [body.code]],
  ],
};
