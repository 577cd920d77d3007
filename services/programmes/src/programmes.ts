import { defineService } from '@qianfan/kit/define-service';
import { refusalsResolver } from '@qianfan/kit/refusals/refusals.graphql';
import { refusalSlice } from '@qianfan/kit/refusals/refusals.slice';
import { PROGRAMMES_FACTS } from '@qianfan/schema/facts/programmes';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { speaksFor } from '@qianfan/schema/reference/roles';
import { filingSlice } from './filings/filings.slice.ts';
import { participationSlice } from './participation/participation.slice.ts';
import { programmeSlice } from './programme/programme.slice.ts';
import { registered, registerReducers } from './register/register.projection.ts';
import { requireRegistered } from './register/register.store.ts';
import { Institution, stubReferences } from './stubs.graphql.ts';
import { VERSIONS } from './versions.ts';

/** The programmes' service: 科贷通 and whatever else shares risk with lenders. Every key is a programme's code. */
export const programmes = defineService({
  service: 'programmes',
  versions: VERSIONS,
  facts: PROGRAMMES_FACTS,
  reference: createReferenceBook,
  speaksFor,
  slices: [
    refusalSlice(
      { 'programmes.FilingRefused.v1': undefined, 'programmes.CommandRefused.v1': undefined },
      [
        refusalsResolver(
          'programmes',
          { type: () => Institution, of: (code) => ({ code }) },
          requireRegistered,
        ),
      ],
    ),
    { name: 'register', tables: [registered], reducers: registerReducers },
    programmeSlice,
    participationSlice,
    filingSlice,
  ],
  references: stubReferences,
});
