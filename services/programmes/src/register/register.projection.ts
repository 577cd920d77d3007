import type { Change, Projection, Reducer } from '@qianfan/kit/projections/projection';
import type { OrganisationRegistered } from '@qianfan/schema/facts/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const registerTables: Projection['tables'] = {
  Registered: { mode: 'VERSIONED', identity: ['institution'] },
};

/** Regulators' fact: a list that is asked for by an institution is empty only if there is such a one. */
export const registerReducers: Record<string, Reducer> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>): Change[] => [
    { table: 'Registered', row: { institution: body.code, area: body.area } },
  ],
};

export const registerRows: NonNullable<Projection['rowsFor']> = {
  'regulators.OrganisationRegistered.v1': ({ body }: Fact<OrganisationRegistered>) => [
    ['Registered', [body.code]],
  ],
};
