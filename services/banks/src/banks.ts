import { defineService } from '@qianfan/kit/define-service';
import { refusalSlice } from '@qianfan/kit/refusals/refusals.slice';
import { BANKS_FACTS } from '@qianfan/schema/facts/banks';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { speaksFor } from '@qianfan/schema/reference/roles';
import { agreementStreams } from './agreements/agreements.state.ts';
import { agreementCommands } from './agreements/agreements.ts';
import { coverSlice } from './covers/covers.slice.ts';
import { lineStreams } from './lines/lines.state.ts';
import { lineCommands } from './lines/lines.ts';
import { loanSlice } from './loans/loans.slice.ts';
import { firms, registerReducers, reporters } from './register/register.projection.ts';
import { returnSlice } from './returns/returns.slice.ts';
import { submitReturn } from './returns/returns.ts';
import { institutionReferences } from './stubs.graphql.ts';
import { VERSIONS } from './versions.ts';

/** The service of banks and insurers: what they submit, and the single contracts that they report. */
export const banks = defineService({
  service: 'banks',
  versions: VERSIONS,
  facts: BANKS_FACTS,
  reference: createReferenceBook,
  speaksFor,
  slices: [
    refusalSlice({
      'banks.ReturnRefused.v1': submitReturn.type,
      'banks.CommandRefused.v1': undefined,
    }),
    { name: 'register', tables: [reporters, firms], reducers: registerReducers },
    returnSlice,
    loanSlice,
    coverSlice,
    { name: 'lines', commands: lineCommands, streams: lineStreams },
    { name: 'agreements', commands: agreementCommands, streams: agreementStreams },
  ],
  references: { Institution: institutionReferences },
});
