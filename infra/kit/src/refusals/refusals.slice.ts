import type { FactType } from '@qianfan/schema/facts/types';
import type { Reducers } from '../projections/projection.ts';
import type { Slice } from '../slice.ts';
import { refusals, refused } from './refusals.projection.ts';

/**
 * The refusals of a service. `types`: the facts that record them, and whose command each one is where it does not say.
 */
export const refusalSlice = (
  types: { readonly [Type in FactType]?: string | undefined },
  resolvers: Slice['resolvers'] = [],
): Slice => ({
  name: 'refusals',
  tables: [refusals],
  reducers: Object.fromEntries(
    Object.entries(types).map(([type, command]) => [type, refused(command)]),
  ) as Reducers,
  resolvers,
});
