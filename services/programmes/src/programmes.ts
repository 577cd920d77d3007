import { refusalsResolver } from '@qianfan/kit/refusals/refusals.graphql';
import { refusalProjection } from '@qianfan/kit/refusals/refusals.projection';
import { Refusal } from '@qianfan/kit/refusals/refusals.store';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { PROGRAMMES_FACTS } from '@qianfan/schema/facts/programmes';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import {
  EnterpriseFilings,
  FilingQueries,
  filingReferences,
  InstitutionFilings,
  LoanFilings,
  ProgrammeFilings,
  RegionFilings,
} from './filings/filing-lists.graphql.ts';
import { FilingResolver } from './filings/filings.graphql.ts';
import { filingReducers, filingRows, filingTables } from './filings/filings.projection.ts';
import { filingEntities } from './filings/filings.store.ts';
import { filingCommands, filingStreams } from './filings/filings.ts';
import {
  InstitutionParticipationsResolver,
  ParticipationResolver,
  ProgrammeParticipationsResolver,
} from './participation/participation.graphql.ts';
import {
  participationReducers,
  participationTables,
} from './participation/participation.projection.ts';
import { participationEntities } from './participation/participation.store.ts';
import { participationCommands, participationStreams } from './participation/participation.ts';
import { programmeReferences, ProgrammeResolver } from './programme/programme.graphql.ts';
import { programmeReducers, programmeTables } from './programme/programme.projection.ts';
import { programmeEntities } from './programme/programme.store.ts';
import { programmeCommands, programmeStreams } from './programme/programme.ts';
import { registerReducers, registerRows, registerTables } from './register/register.projection.ts';
import { registerEntities, requireRegistered } from './register/register.store.ts';
import { Institution, stubReferences } from './stubs.graphql.ts';

const refusals = refusalProjection('programmes', {
  'programmes.FilingRefused.v1': undefined,
  'programmes.CommandRefused.v1': undefined,
});

/** The programmes' service: 科贷通 and whatever else shares risk with lenders. Every key is a programme's code. */
export const programmes: ServiceDefinition = {
  service: 'programmes',
  facts: PROGRAMMES_FACTS,
  commands: [...programmeCommands, ...participationCommands, ...filingCommands],
  streams: [...programmeStreams, ...participationStreams, ...filingStreams],
  reference: createReferenceBook,
  entities: [
    Refusal,
    ...registerEntities,
    ...programmeEntities,
    ...participationEntities,
    ...filingEntities,
  ],
  projection: {
    service: 'programmes',
    version: 4,
    tables: {
      ...refusals.tables,
      ...registerTables,
      ...programmeTables,
      ...participationTables,
      ...filingTables,
    },
    reducers: {
      programmes: {
        ...refusals.reducers.programmes,
        ...programmeReducers,
        ...participationReducers,
        ...filingReducers,
      },
      regulators: registerReducers,
    },
    rowsFor: { ...registerRows, ...filingRows },
  },
  resolvers: [
    refusalsResolver(
      'programmes',
      { type: () => Institution, of: (code) => ({ code }) },
      requireRegistered,
    ),
    ProgrammeResolver,
    ProgrammeParticipationsResolver,
    ParticipationResolver,
    InstitutionParticipationsResolver,
    FilingResolver,
    FilingQueries,
    ProgrammeFilings,
    InstitutionFilings,
    EnterpriseFilings,
    RegionFilings,
    LoanFilings,
  ],
  references: { ...stubReferences, Programme: programmeReferences, Filing: filingReferences },
};
