import type { Slice } from '@qianfan/kit/slice';
import { metricsResolvers } from './metrics.graphql.ts';
import { metricsReducers } from './metrics.projection.ts';
import { metricsTables } from './metrics.tables.ts';

/** 指标: figures computed from everybody’s facts. */
export const metricSlice: Slice = {
  name: 'metrics',
  tables: metricsTables,
  reducers: metricsReducers,
  resolvers: metricsResolvers,
};
