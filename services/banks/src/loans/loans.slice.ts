import type { Slice } from '@qianfan/kit/slice';
import { loanReferences, loanResolvers } from './loans.graphql.ts';
import { loanReducers, loans } from './loans.projection.ts';
import { loanStreams } from './loans.state.ts';
import { loanCommands } from './loans.ts';

/** 贷款: single loans, drawn, repaid, classified, written off. */
export const loanSlice: Slice = {
  name: 'loans',
  commands: loanCommands,
  streams: loanStreams,
  tables: [loans],
  reducers: loanReducers,
  resolvers: loanResolvers,
  references: { Loan: loanReferences },
};
