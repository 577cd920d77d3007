import type { Slice } from '@qianfan/kit/slice';
import { EnterpriseListsResolver, ListResolver } from './lists.graphql.ts';
import { listReducers, listVersions } from './lists.projection.ts';
import { listStreams } from './lists.state.ts';
import { listCommands } from './lists.ts';

/** 名单: published lists of enterprises, in versions. */
export const listSlice: Slice = {
  name: 'lists',
  commands: listCommands,
  streams: listStreams,
  tables: [listVersions],
  reducers: listReducers,
  resolvers: [EnterpriseListsResolver, ListResolver],
};
