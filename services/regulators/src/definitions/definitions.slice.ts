import type { Slice } from '@qianfan/kit/slice';
import { definitionReducers, formRecords, metricRecords } from './definitions.projection.ts';
import { definitionStreams } from './definitions.state.ts';
import { definitionCommands } from './definitions.ts';
import { FormResolver } from './form.graphql.ts';
import { MetricResolver } from './metric.graphql.ts';

/** 口径: what metrics and forms mean, in versions. */
export const definitionSlice: Slice = {
  name: 'definitions',
  commands: definitionCommands,
  streams: definitionStreams,
  tables: [metricRecords, formRecords],
  reducers: definitionReducers,
  resolvers: [MetricResolver, FormResolver],
};
