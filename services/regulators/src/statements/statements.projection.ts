import type { Change } from '@qianfan/kit/projections/projection';
import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { SliceProjection } from '../slices.ts';

/** Kept as it was said: no figure is made of it. */
const tables: SliceProjection['tables'] = {
  Statement: { mode: 'VERSIONED', identity: ['publisher', 'statement'] },
};

const reducers = {
  'regulators.StatementPublished.v1': ({ body, synthetic }: Fact<StatementPublished>): Change[] => [
    {
      table: 'Statement',
      row: {
        publisher: body.publisher,
        statement: body.statement,
        by: body.by,
        text: body.text,
        title: body.source.title,
        place: body.source.place ?? null,
        appearedOn: body.source.on ?? null,
        period: body.period,
        figure: body.figure,
        value: body.value,
        unit: body.unit,
        qualifier: body.qualifier,
        level: body.level ?? null,
        synthetic,
      },
    },
  ],
};

export const statementProjection: SliceProjection = { tables, reducers: { regulators: reducers } };
