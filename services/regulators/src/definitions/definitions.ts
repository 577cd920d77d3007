import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import * as Commands from '@qianfan/schema/commands/regulators';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { decided, error, type Latest, latestOf, on, type RegisterView, repeats } from '../decision.ts';

export const metricStream = (code: string): string => `metric:${code}`;
export const formStream = (form: string): string => `form:${form}`;

interface MetricState extends Latest {
  version: number;
  effectiveFrom: string;
  additivity: MetricDefinition['additivity'];
}

export interface FormState extends Latest {
  version: number;
  effectiveFrom: string;
  /** The first month of the form's first version. */
  since: string;
  frequency: ReturnForm['frequency'];
}

const defineMetric: CommandType<MetricDefinition, RegisterView> = {
  type: 'regulators.DefineMetric',
  schema: Commands.DefineMetric,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ code }) => code,
  streams: ({ code }) => [metricStream(code)],
  decide: (input) => {
    const { body, state } = input;
    const stream = metricStream(body.code);
    const current = state<MetricState>(stream);
    return (
      repeats(current, input.digest) ??
      decided(input, {
        command: defineMetric.type,
        fact: 'regulators.MetricDefined.v1',
        stream,
        issues: [...succession(current, body), ...shapeOfMetric(current, body)],
      })
    );
  },
};

const defineReturn: CommandType<ReturnForm, RegisterView> = {
  type: 'regulators.DefineReturn',
  schema: Commands.DefineReturn,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ form }) => form,
  streams: ({ form }) => [formStream(form)],
  decide: (input) => {
    const { body, state } = input;
    const stream = formStream(body.form);
    const current = state<FormState>(stream);
    return (
      repeats(current, input.digest) ??
      decided(input, {
        command: defineReturn.type,
        fact: 'regulators.ReturnDefined.v1',
        stream,
        issues: [...succession(current, body), ...shapeOfForm(body)],
      })
    );
  },
};

export const definitionCommands: readonly CommandType[] = [defineMetric, defineReturn];

export const definitionStreams: readonly StreamType[] = [
  {
    prefix: 'metric',
    evolve: on<MetricState, MetricDefinition>('regulators.MetricDefined.v1', (_, fact) => ({
      ...latestOf(fact),
      version: fact.body.version,
      effectiveFrom: fact.body.effectiveFrom,
      additivity: fact.body.additivity,
    })),
  },
  {
    prefix: 'form',
    evolve: on<FormState, ReturnForm>('regulators.ReturnDefined.v1', (current, fact) => ({
      ...latestOf(fact),
      version: fact.body.version,
      effectiveFrom: fact.body.effectiveFrom,
      since: current?.since ?? fact.body.effectiveFrom,
      frequency: fact.body.frequency,
    })),
  },
];

/** Versions count up by one and take effect in order. */
function succession(
  current: { version: number; effectiveFrom: string } | undefined,
  body: { version: number; effectiveFrom: string },
): Issue[] {
  const next = (current?.version ?? 0) + 1;
  return [
    ...(body.version === next
      ? []
      : [
          error(
            'STALE_REVISION',
            '/version',
            { zh: `下一版本是 ${next}`, en: `The next version is ${next}` },
            { found: String(body.version), expected: String(next) },
          ),
        ]),
    ...(current && body.effectiveFrom < current.effectiveFrom
      ? [
          error(
            'CONFLICT',
            '/effectiveFrom',
            {
              zh: '新版本的施行月不得早于上一版本',
              en: 'A version does not take effect before its predecessor',
            },
            { found: body.effectiveFrom, expected: `>= ${current.effectiveFrom}` },
          ),
        ]
      : []),
  ];
}

/** A ratio names both its parts and no basis of its own; how values add up never changes. */
function shapeOfMetric(current: MetricState | undefined, body: MetricDefinition): Issue[] {
  const divides = body.additivity === 'RATIO' || body.additivity === 'WAVG';
  const parts = body.numerator !== undefined && body.denominator !== undefined;
  const none = body.numerator === undefined && body.denominator === undefined;
  return [
    ...((divides ? parts : none)
      ? []
      : [
          error('BAD_USER_INPUT', divides ? '/denominator' : '/numerator', {
            zh: divides ? '比率须有分子与分母' : '仅比率有分子与分母',
            en: divides
              ? 'A ratio names a numerator and a denominator'
              : 'Only a ratio has a numerator and a denominator',
          }),
        ]),
    ...(current && current.additivity !== body.additivity
      ? [
          error(
            'CONFLICT',
            '/additivity',
            {
              zh: '指标的可加性不可更改，请新立指标',
              en: 'How a metric adds up does not change; define another metric',
            },
            { found: body.additivity, expected: current.additivity },
          ),
        ]
      : []),
  ];
}

/** Codes are unique; unions and rules name rows and columns that exist. */
function shapeOfForm(body: ReturnForm): Issue[] {
  const rows = body.rows.map(({ code }) => code);
  const columns = body.columns.map(({ code }) => code);
  const named: [string, string[], string[]][] = [
    ...body.rows.map((row, n): [string, string[], string[]] => [
      `/rows/${n}/parts`,
      row.parts ?? [],
      rows.filter((code) => code !== row.code),
    ]),
    ...body.rules.map((rule, n): [string, string[], string[]] => [
      `/rules/${n}/rows`,
      rule.rows ?? [],
      rows,
    ]),
    ...body.rules.map((rule, n): [string, string[], string[]] => [
      `/rules/${n}/columns`,
      rule.columns ?? [],
      columns,
    ]),
  ];
  const lists: [string, string[]][] = [
    ['/rows', rows],
    ['/columns', columns],
    ['/rules', body.rules.map(({ id }) => id)],
  ];
  return [
    ...lists.flatMap(([path, codes]) =>
      codes
        .filter((code, n) => codes.indexOf(code) !== n)
        .map((code) =>
          error(
            'CONFLICT',
            path,
            { zh: `代码 ${code} 重复`, en: `The code ${code} occurs twice` },
            { found: code },
          ),
        ),
    ),
    ...named.flatMap(([path, codes, known]) =>
      codes
        .filter((code) => !known.includes(code))
        .map((code) =>
          error(
            'BAD_USER_INPUT',
            path,
            { zh: `表中没有 ${code}`, en: `The form has no ${code}` },
            { found: code },
          ),
        ),
    ),
  ];
}
