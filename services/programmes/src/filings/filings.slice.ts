import type { Slice } from '@qianfan/kit/slice';
import {
  EnterpriseFilings,
  FilingQueries,
  filingReferences,
  InstitutionFilings,
  LoanFilings,
  ProgrammeFilings,
  RegionFilings,
} from './filing-lists.graphql.ts';
import { FilingResolver } from './filings.graphql.ts';
import { filingMovements, filingRecords, filingReducers } from './filings.projection.ts';
import { filingStreams } from './filings.state.ts';
import { filingCommands } from './filings.ts';

/** 备案: the loans that a programme covers. */
export const filingSlice: Slice = {
  name: 'filings',
  commands: filingCommands,
  streams: filingStreams,
  tables: [filingRecords, filingMovements],
  reducers: filingReducers,
  resolvers: [
    FilingResolver,
    FilingQueries,
    ProgrammeFilings,
    InstitutionFilings,
    EnterpriseFilings,
    RegionFilings,
    LoanFilings,
  ],
  references: { Filing: filingReferences },
};
