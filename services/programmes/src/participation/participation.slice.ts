import type { Slice } from '@qianfan/kit/slice';
import {
  InstitutionParticipationsResolver,
  ParticipationResolver,
  ProgrammeParticipationsResolver,
} from './participation.graphql.ts';
import { participationRecords, participationReducers } from './participation.projection.ts';
import { participationStreams } from './participation.state.ts';
import { participationCommands } from './participation.ts';

/** 参与: the regions, banks and outlets that take part in a programme. */
export const participationSlice: Slice = {
  name: 'participation',
  commands: participationCommands,
  streams: participationStreams,
  tables: [participationRecords],
  reducers: participationReducers,
  resolvers: [
    ProgrammeParticipationsResolver,
    ParticipationResolver,
    InstitutionParticipationsResolver,
  ],
};
