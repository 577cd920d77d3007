import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import * as Commands from '@qianfan/schema/commands/regulators';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { repeats } from '@qianfan/schema/kernel/latest';
import { decided, fixed, unless } from '../decision.ts';
import { formIssues } from './form-shape.ts';
import {
  type FormState,
  formStream,
  type MetricState,
  metricStream,
  type Versioned,
} from './definitions.state.ts';

const defineMetric: CommandType<MetricDefinition, unknown> = {
  type: 'regulators.DefineMetric',
  schema: Commands.DefineMetric,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ code }) => code,
  streams: ({ code }) => [metricStream(code)],
  decide: (input) => {
    const { body } = input;
    const stream = metricStream(body.code);
    const current = input.state<MetricState>(stream);
    const decision = decided(input, {
      command: defineMetric.type,
      fact: 'regulators.MetricDefined.v1',
      stream,
      issues: [...successionIssues(body.code, current, body), ...metricIssues(current, body)],
    });
    return repeats(current, input.digest) ?? decision;
  },
};

const defineReturn: CommandType<ReturnForm, unknown> = {
  type: 'regulators.DefineReturn',
  schema: Commands.DefineReturn,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ form }) => form,
  streams: ({ form }) => [formStream(form)],
  decide: (input) => {
    const { body } = input;
    const stream = formStream(body.form);
    const current = input.state<FormState>(stream);
    const decision = decided(input, {
      command: defineReturn.type,
      fact: 'regulators.ReturnDefined.v1',
      stream,
      issues: [
        ...successionIssues(body.form, current, body),
        ...fixed('frequency', current?.frequency, body.frequency),
        ...formIssues(body),
      ],
    });
    return repeats(current, input.digest) ?? decision;
  },
};

export const definitionCommands: readonly CommandType[] = [defineMetric, defineReturn];

/** Versions count up by one and take effect in order. */
function successionIssues(
  what: string,
  current: Versioned | undefined,
  { version, effectiveFrom }: { version: number; effectiveFrom: string },
): Issue[] {
  const expected = (current?.version ?? 0) + 1;
  const before = current?.effectiveFrom ?? '';
  return [
    ...unless(version === expected, () =>
      issueOf(
        'VERSION_NOT_NEXT',
        { what, expected, found: version },
        { path: '/version', found: String(version), expected: String(expected) },
      ),
    ),
    ...unless(effectiveFrom >= before, () =>
      issueOf(
        'DATE_ORDER',
        { later: effectiveFrom, earlier: before },
        { path: '/effectiveFrom', found: effectiveFrom, expected: `>= ${before}` },
      ),
    ),
  ];
}

/** A ratio names both its parts or has a formula, any other metric no parts; how values add up never changes. */
function metricIssues(current: MetricState | undefined, body: MetricDefinition): Issue[] {
  const divides = body.additivity === 'RATIO' || body.additivity === 'WAVG';
  const parts = [body.numerator, body.denominator].filter((part) => part !== undefined).length;
  return [
    ...unless(parts === (divides && !body.formula ? 2 : 0), () =>
      issueOf('RATIO_PARTS', { metric: body.code }, { path: '/numerator' }),
    ),
    ...fixed('additivity', current?.additivity, body.additivity),
  ];
}
