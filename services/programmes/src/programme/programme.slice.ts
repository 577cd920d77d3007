import type { Slice } from '@qianfan/kit/slice';
import { programmeReferences, ProgrammeResolver } from './programme.graphql.ts';
import { programmeRecords, programmeReducers } from './programme.projection.ts';
import { programmeStreams } from './programme.state.ts';
import { programmeCommands } from './programme.ts';

/** 项目: what a programme is, whose, and by which rule. */
export const programmeSlice: Slice = {
  name: 'programme',
  commands: programmeCommands,
  streams: programmeStreams,
  tables: [programmeRecords],
  reducers: programmeReducers,
  resolvers: [ProgrammeResolver],
  references: { Programme: programmeReferences },
};
