import type { Projection, Reducer } from '@qianfan/kit/projections/projection';
import type { Service } from '@qianfan/schema/kernel/fact';

/** What one slice projects. */
export type SliceProjection = Pick<Projection, 'tables' | 'reducers' | 'rowsFor'>;

/** One projection out of those of the slices: a fact that several of them fold changes the tables of each. */
export function joined(slices: readonly SliceProjection[]): SliceProjection {
  const reducers: Partial<Record<Service, Record<string, Reducer>>> = {};
  for (const slice of slices) {
    for (const [source, byType] of Object.entries(slice.reducers)) {
      const known = (reducers[source as Service] ??= {});
      for (const [type, reducer] of Object.entries(byType)) {
        const before = known[type];
        known[type] = before
          ? (fact, current) => [...before(fact, current), ...reducer(fact, current)]
          : reducer;
      }
    }
  }
  return {
    tables: Object.assign({}, ...slices.map(({ tables }) => tables)) as Projection['tables'],
    reducers,
    rowsFor: Object.assign({}, ...slices.map(({ rowsFor }) => rowsFor)) as Projection['rowsFor'] &
      object,
  };
}
