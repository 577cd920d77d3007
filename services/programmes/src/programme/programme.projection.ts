import type { Reducers } from '@qianfan/kit/projections/projection';
import { flag, json, table, text } from '@qianfan/kit/projections/table';
import type { ProgrammeLaunched } from '@qianfan/schema/facts/programmes';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Programmes and their rules are open to every role. */
export const programmeRecords = table('ProgrammeRecord', {
  mode: 'VERSIONED',
  identity: { programme: text },
  columns: {
    name: json<Text>(),
    owner: text,
    launchedOn: text,
    rule: json<ProgrammeLaunched['rule']>(),
    synthetic: flag,
  },
});

export const programmeReducers: Reducers = {
  'programmes.ProgrammeLaunched.v1': ({ body, institution, synthetic }) => [
    programmeRecords.row({
      programme: body.programme,
      name: body.name,
      owner: body.owner ?? institution,
      launchedOn: body.launchedOn,
      rule: body.rule,
      synthetic,
    }),
  ],
};
