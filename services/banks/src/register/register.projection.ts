import type { Reducers } from '@qianfan/kit/projections/projection';
import { table, text } from '@qianfan/kit/projections/table';

/** Where institutions are registered (GB/T 2260 code), as regulators say: it decides which of them may read its returns. */
export const reporters = table('Reporter', {
  mode: 'VERSIONED',
  identity: { institution: text },
  columns: { area: text },
});

/** Enterprises that regulators registered: a list that is asked for by another is empty by mistake. */
export const firms = table('Firm', {
  mode: 'VERSIONED',
  identity: { enterprise: text },
  columns: {},
});

export const registerReducers: Reducers = {
  'regulators.OrganisationRegistered.v1': ({ body }) => [
    reporters.row({ institution: body.code, area: body.area }),
  ],
  'regulators.EnterpriseRegistered.v1': ({ body }) => [firms.row({ enterprise: body.id })],
};
