import type { Slice } from '@qianfan/kit/slice';
import { returnResolvers, submissionReferences } from './returns.graphql.ts';
import {
  annexes,
  deadlines,
  formGrids,
  returnReducers,
  submissions,
} from './returns.projection.ts';
import { returnStreams } from './returns.state.ts';
import { submitReturn } from './returns.ts';

/** 报表: the periodic returns of banks and insurers, with every revision. */
export const returnSlice: Slice = {
  name: 'returns',
  commands: [submitReturn],
  streams: returnStreams,
  tables: [submissions, annexes, formGrids, deadlines],
  reducers: returnReducers,
  resolvers: returnResolvers,
  references: { Submission: submissionReferences },
};
