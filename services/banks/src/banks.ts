import { refusalProjection } from '@qianfan/kit/refusals/refusals.projection';
import { Refusal } from '@qianfan/kit/refusals/refusals.store';
import type { ServiceDefinition } from '@qianfan/kit/service';
import { BANKS_FACTS } from '@qianfan/schema/facts/banks';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { agreementCommands, agreementStreams } from './agreements/agreements.ts';
import { coverReferences, coverResolvers } from './covers/covers.graphql.ts';
import { coverReducers, coverRows, coverTables } from './covers/covers.projection.ts';
import { coverEntities } from './covers/covers.store.ts';
import { coverCommands, coverStreams } from './covers/covers.ts';
import { lineCommands, lineStreams } from './lines/lines.ts';
import { loanReferences, loanResolvers } from './loans/loans.graphql.ts';
import { loanReducers, loanRows, loanTables } from './loans/loans.projection.ts';
import { loanEntities } from './loans/loans.store.ts';
import { loanCommands, loanStreams } from './loans/loans.ts';
import { registerReducers, registerRows, registerTables } from './register/register.projection.ts';
import { registerEntities } from './register/register.store.ts';
import { returnResolvers, submissionReferences } from './returns/returns.graphql.ts';
import {
  formReducers,
  returnReducers,
  returnRows,
  returnTables,
} from './returns/returns.projection.ts';
import { returnEntities } from './returns/returns.store.ts';
import { returnStreams, submitReturn } from './returns/returns.ts';
import { institutionReferences } from './stubs.graphql.ts';

const refusals = refusalProjection('banks', {
  'banks.ReturnRefused.v1': submitReturn.type,
  'banks.CommandRefused.v1': undefined,
});

/** The service of banks and insurers: what they submit, and the single contracts that they report. */
export const banks: ServiceDefinition = {
  service: 'banks',
  facts: BANKS_FACTS,
  commands: [
    submitReturn,
    ...loanCommands,
    ...coverCommands,
    ...lineCommands,
    ...agreementCommands,
  ],
  streams: [...returnStreams, ...loanStreams, ...coverStreams, ...lineStreams, ...agreementStreams],
  reference: createReferenceBook,
  entities: [Refusal, ...registerEntities, ...returnEntities, ...loanEntities, ...coverEntities],
  projection: {
    service: 'banks',
    version: 5,
    tables: {
      ...refusals.tables,
      ...registerTables,
      ...returnTables,
      ...loanTables,
      ...coverTables,
    },
    reducers: {
      banks: { ...refusals.reducers.banks, ...returnReducers, ...loanReducers, ...coverReducers },
      regulators: { ...formReducers, ...registerReducers },
    },
    rowsFor: { ...registerRows, ...returnRows, ...loanRows, ...coverRows },
  },
  resolvers: [...returnResolvers, ...loanResolvers, ...coverResolvers],
  references: {
    Institution: institutionReferences,
    Submission: submissionReferences,
    Loan: loanReferences,
    Cover: coverReferences,
  },
};
