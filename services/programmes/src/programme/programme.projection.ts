import type { Change, Projection } from '@qianfan/kit/projections/projection';
import type { ProgrammeLaunched } from '@qianfan/schema/facts/programmes';
import type { Fact } from '@qianfan/schema/kernel/fact';

export const programmeTables: Projection['tables'] = {
  ProgrammeRecord: { mode: 'VERSIONED', identity: ['programme'] },
};

export const programmeReducers = {
  'programmes.ProgrammeLaunched.v1': ({
    body,
    institution,
    synthetic,
  }: Fact<ProgrammeLaunched>): Change[] => [
    {
      table: 'ProgrammeRecord',
      row: {
        programme: body.programme,
        name: body.name,
        owner: body.owner ?? institution,
        launchedOn: body.launchedOn,
        rule: body.rule,
        synthetic,
      },
    },
  ],
};
