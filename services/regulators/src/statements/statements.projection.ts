import type { Reducers } from '@qianfan/kit/projections/projection';
import { flag, json, table, text } from '@qianfan/kit/projections/table';
import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Kept as it was said: no figure is made of it. */
export const statements = table('Statement', {
  mode: 'VERSIONED',
  identity: { publisher: text, statement: text },
  columns: {
    by: text,
    text: json<Text>(),
    title: text,
    place: text.nullable,
    appearedOn: text.nullable,
    period: text,
    figure: json<StatementPublished['figure']>(),
    value: text,
    unit: text,
    qualifier: text,
    level: text.nullable,
    synthetic: flag,
  },
});

export const statementReducers: Reducers = {
  'regulators.StatementPublished.v1': ({ body, synthetic }) => [
    statements.row({
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
    }),
  ],
};
