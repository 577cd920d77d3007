import { command } from '@qianfan/schema/deciding/command';
import { fixedIssues } from '@qianfan/schema/deciding/issues';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { cycleOf, partsOf } from '@qianfan/schema/catalogue/parts';
import { formulaUnit } from '@qianfan/schema/catalogue/units';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { repeats } from '@qianfan/schema/kernel/latest';
import type { RegisterView } from '../register-view.ts';
import { nameIssues } from '../names.ts';
import { agencyIssues, metricIssues, populationIssues } from '../references.ts';
import { formIssues } from './form-shape.ts';
import {
  type FormState,
  formStream,
  type MetricState,
  metricStream,
  type Versioned,
} from './definitions.state.ts';

const defineMetric = command('regulators.DefineMetric', {
  roles: ['REGULATOR', 'IMPORTER'],
  over: 'PROVINCE',
  actsFor: () => undefined,
  key: ({ code }) => code,
  streams: ({ code }) => [metricStream(code)],
  decide: (input) => {
    const { body, reference } = input;
    const stream = metricStream(body.code);
    const current = input.state<MetricState>(stream);
    const issues = [
      ...successionIssues(body.code, current, body),
      ...additivityIssues(current, body),
      ...partIssues(reference, body),
    ];
    const missing = [
      ...unknownParts(reference, body),
      ...agencyIssues(reference, body.agency, '/agency'),
    ];
    return (
      repeats(current, input.digest) ??
      decided({
        command: 'regulators.DefineMetric',
        stream,
        issues,
        missing,
        fact: 'regulators.MetricDefined.v1',
        body: () => body,
      })
    );
  },
});

const defineReturn = command('regulators.DefineReturn', {
  roles: ['REGULATOR', 'IMPORTER'],
  over: 'PROVINCE',
  actsFor: () => undefined,
  key: ({ form }) => form,
  streams: ({ form }) => [formStream(form)],
  decide: (input) => {
    const { body, reference } = input;
    const stream = formStream(body.form);
    const current = input.state<FormState>(stream);
    const issues = [
      ...successionIssues(body.form, current, body),
      ...fixedIssues('frequency', current?.frequency, body.frequency),
      ...formIssues(body),
      ...body.rows.flatMap(({ population }, n) =>
        population === undefined
          ? []
          : nameIssues(reference, 'POPULATION', population, `/rows/${n}/population`),
      ),
    ];
    const missing = unknownMetrics(reference, body);
    return (
      repeats(current, input.digest) ??
      decided({
        command: 'regulators.DefineReturn',
        stream,
        issues,
        missing,
        fact: 'regulators.ReturnDefined.v1',
        body: () => body,
      })
    );
  },
});

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

/**
 * A ratio names both its parts or has a formula, any other metric no parts; how values add up never changes. Whatever is
 * of unit RATIO is computed, since nobody reports a quotient: what nothing carries yet may wait for its parts.
 */
function additivityIssues(current: MetricState | undefined, body: MetricDefinition): Issue[] {
  const { code: metric, additivity, unit, bases, formula } = body;
  const divides = additivity === 'RATIO' || additivity === 'WAVG';
  const parts = [body.numerator, body.denominator].filter((part) => part !== undefined).length;
  const isComputed = formula !== undefined || parts === 2;
  const isWhole =
    parts === (divides && !formula ? 2 : 0) && (unit !== 'RATIO' || isComputed || !bases.length);
  // Numerator and denominator make a plain quotient; money by another name would not be divided.
  const isQuotient = parts === 0 || unit === 'RATIO';
  return [
    ...unless(isWhole && isQuotient, () =>
      issueOf('RATIO_PARTS', { metric }, { path: '/numerator' }),
    ),
    ...fixedIssues('additivity', current?.additivity, additivity),
  ];
}

/** No metric is a part of itself, and it is of the unit that its parts make. */
function partIssues(reference: RegisterView, body: MetricDefinition): Issue[] {
  const { code: metric } = body;
  const parts = partsOf(body);
  const way = cycleOf(metric, (code) =>
    code === metric ? [...reference.metricVersions(code), body] : reference.metricVersions(code),
  );
  if (way !== undefined) {
    return [issueOf('METRIC_CYCLE', { metric, way }, { path: parts[0]!.path, found: way })];
  }
  const [left, right] = parts.map((part) => reference.metricVersions(part.metric).at(-1)?.unit);
  if (!left || !right) return [];
  const { unit } = body;
  const operation = body.formula?.operation ?? 'QUOTIENT';
  return unless(formulaUnit(operation, left, right) === unit, () =>
    issueOf(
      'METRIC_UNITS',
      { metric, operation, units: `${left}, ${right}`, unit },
      { path: '/unit', found: unit },
    ),
  );
}

/**
 * A part is defined before what follows from it, and is of a population that there is. What else a formula fixes (a
 * product, a programme …) only forms and contracts know: nothing of it is summed until they do.
 */
const unknownParts = (reference: RegisterView, { code, ...body }: MetricDefinition): Issue[] => [
  ...partsOf(body).flatMap(({ metric, path }) =>
    metric === code ? [] : metricIssues(reference, metric, path),
  ),
  ...(['left', 'right'] as const).flatMap((side) =>
    populationIssues(
      reference,
      body.formula?.[side].population ?? TOTAL,
      `/formula/${side}/population`,
    ),
  ),
];

/** Metrics that the columns of a form, or single rows of it, are values of. */
const unknownMetrics = (reference: RegisterView, { columns, rows }: ReturnForm): Issue[] => [
  ...columns.flatMap(({ metric }, n) => metricIssues(reference, metric, `/columns/${n}/metric`)),
  ...rows.flatMap(({ metrics = {} }, n) =>
    Object.entries(metrics).flatMap(([column, metric]) =>
      metricIssues(reference, metric, `/rows/${n}/metrics/${column}`),
    ),
  ),
];
