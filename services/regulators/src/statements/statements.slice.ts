import type { Slice } from '@qianfan/kit/slice';
import { StatementResolver } from './statements.graphql.ts';
import { statementReducers, statements } from './statements.projection.ts';
import { statementStreams } from './statements.state.ts';
import { statementCommands } from './statements.ts';

/** 公开表述: figures as somebody said them in public. */
export const statementSlice: Slice = {
  name: 'statements',
  commands: statementCommands,
  streams: statementStreams,
  tables: [statements],
  reducers: statementReducers,
  resolvers: [StatementResolver],
};
