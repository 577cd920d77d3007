import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { Text } from '@qianfan/schema/kernel/issue';
import type { ReturnForm as ReturnFormBody } from '@qianfan/schema/returns/form';

export const MetricRecord = readEntity({
  name: 'MetricRecord',
  identity: { code: p.text(), version: p.integer() },
  columns: {
    name: p.json<Text>(),
    unit: p.text(),
    additivity: p.text(),
    frequency: p.text(),
    agency: p.text(),
    effectiveFrom: p.text(),
    bases: p.array().columnType('text[]'),
    numerator: p.text().nullable(),
    denominator: p.text().nullable(),
    description: p.json<Text>(),
  },
});

/** `definition`: the whole form with its rows, columns and rules. */
export const FormRecord = readEntity({
  name: 'FormRecord',
  identity: { form: p.text(), version: p.integer() },
  columns: {
    name: p.json<Text>(),
    frequency: p.text(),
    effectiveFrom: p.text(),
    definition: p.json<ReturnFormBody>(),
  },
});

export const definitionEntities = [MetricRecord, FormRecord] as const;
