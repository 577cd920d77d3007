import type { Reducers } from '@qianfan/kit/projections/projection';
import { table, text } from '@qianfan/kit/projections/table';

/** Institutions that regulators registered: a list that is asked for by another is empty by mistake. */
export const registered = table('Registered', {
  mode: 'VERSIONED',
  identity: { institution: text },
  columns: {},
});

export const registerReducers: Reducers = {
  'regulators.OrganisationRegistered.v1': ({ body }) => [
    registered.row({ institution: body.code }),
  ],
};
