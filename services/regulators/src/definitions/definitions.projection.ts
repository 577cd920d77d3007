import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import type { Fact } from '@qianfan/schema/kernel/fact';
import type { Change } from '@qianfan/kit/projections/projection';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import type { SliceProjection } from '../slices.ts';

const tables: SliceProjection['tables'] = {
  MetricRecord: { mode: 'APPEND', identity: ['code', 'version'] },
  FormRecord: { mode: 'APPEND', identity: ['form', 'version'] },
};

const reducers = {
  'regulators.MetricDefined.v1': ({ body }: Fact<MetricDefinition>): Change[] => [
    {
      table: 'MetricRecord',
      row: {
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
      },
    },
  ],
  'regulators.ReturnDefined.v1': ({ body }: Fact<ReturnForm>): Change[] => [
    {
      table: 'FormRecord',
      row: {
        form: body.form,
        version: body.version,
        name: body.name,
        frequency: body.frequency,
        effectiveFrom: body.effectiveFrom,
        definition: body,
      },
    },
  ],
};

export const definitionProjection: SliceProjection = { tables, reducers: { regulators: reducers } };
