import type { Reducers } from '@qianfan/kit/projections/projection';
import { int, json, table, text, texts } from '@qianfan/kit/projections/table';
import type { Formula } from '@qianfan/schema/catalogue/definition';
import type { Text } from '@qianfan/schema/kernel/issue';
import type { ReturnForm } from '@qianfan/schema/returns/form';

export const metricRecords = table('MetricRecord', {
  mode: 'APPEND',
  identity: { code: text, version: int },
  columns: {
    name: json<Text>(),
    unit: text,
    additivity: text,
    frequency: text,
    agency: text,
    effectiveFrom: text,
    bases: texts,
    numerator: text.nullable,
    denominator: text.nullable,
    formula: json<Formula>().nullable,
    dimensions: texts,
    sources: texts,
    description: json<Text>(),
  },
});

/** `definition`: the whole form with its rows, columns and rules. */
export const formRecords = table('FormRecord', {
  mode: 'APPEND',
  identity: { form: text, version: int },
  columns: {
    name: json<Text>(),
    frequency: text,
    effectiveFrom: text,
    definition: json<ReturnForm>(),
  },
});

export const definitionReducers: Reducers = {
  'regulators.MetricDefined.v1': ({ body }) => [
    metricRecords.row({
      code: body.code,
      version: body.version,
      name: body.name,
      unit: body.unit,
      additivity: body.additivity,
      frequency: body.frequency,
      agency: body.agency,
      effectiveFrom: body.effectiveFrom,
      bases: body.bases,
      numerator: body.numerator ?? null,
      denominator: body.denominator ?? null,
      formula: body.formula ?? null,
      dimensions: body.dimensions ?? [],
      sources: body.sources ?? [],
      description: body.description,
    }),
  ],
  'regulators.ReturnDefined.v1': ({ body }) => [
    formRecords.row({
      form: body.form,
      version: body.version,
      name: body.name,
      frequency: body.frequency,
      effectiveFrom: body.effectiveFrom,
      definition: body,
    }),
  ],
};
