import type { Slice } from '@qianfan/kit/slice';
import { coverReferences, coverResolvers } from './covers.graphql.ts';
import { coverReducers, covers } from './covers.projection.ts';
import { coverStreams } from './covers.state.ts';
import { coverCommands } from './covers.ts';

/** 保单: single covers, issued, endorsed, cancelled. */
export const coverSlice: Slice = {
  name: 'covers',
  commands: coverCommands,
  streams: coverStreams,
  tables: [covers],
  reducers: coverReducers,
  resolvers: coverResolvers,
  references: { Cover: coverReferences },
};
