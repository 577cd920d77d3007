import { streamType } from '@qianfan/schema/facts/stream-type';
import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';
import type { ReturnForm } from '@qianfan/schema/returns/form';

export interface Versioned extends Latest {
  version: number;
  effectiveFrom: string;
}

export interface MetricState extends Versioned {
  additivity: MetricDefinition['additivity'];
}

export interface FormState extends Versioned {
  /** The first month of the form's first version. */
  since: string;
  frequency: ReturnForm['frequency'];
}

export const metricStream = (code: string): string => `metric:${code}`;

export const formStream = (form: string): string => `form:${form}`;

export const definitionStreams = [
  streamType<MetricState>('metric', {
    'regulators.MetricDefined.v1': (_, fact) => ({
      ...latestOf(fact),
      version: fact.body.version,
      effectiveFrom: fact.body.effectiveFrom,
      additivity: fact.body.additivity,
    }),
  }),
  streamType<FormState>('form', {
    'regulators.ReturnDefined.v1': (current, fact) => ({
      ...latestOf(fact),
      version: fact.body.version,
      effectiveFrom: fact.body.effectiveFrom,
      since: current?.since ?? fact.body.effectiveFrom,
      frequency: fact.body.frequency,
    }),
  }),
];
