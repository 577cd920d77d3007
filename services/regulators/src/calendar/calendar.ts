import * as Commands from '@qianfan/schema/commands/regulators';
import type { CommandType, StreamType } from '@qianfan/schema/kernel/decider';
import { endOfDay, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { ReportingPeriodOpened } from '@qianfan/schema/facts/regulators';
import { endOf, frequencyOf, lastMonthOf } from '@qianfan/schema/kernel/period';
import { decided, error, type Latest, latestOf, on, type RegisterView, repeats } from '../decision.ts';
import { type FormState, formStream } from '../definitions/definitions.ts';

export const periodStream = (form: string, period: string): string => `period:${form}:${period}`;

/** Opened again, a period gets a new deadline or release: an extension is a fact of its own. */
const openPeriod: CommandType<ReportingPeriodOpened, RegisterView> = {
  type: 'regulators.OpenPeriod',
  schema: Commands.OpenPeriod,
  roles: ['REGULATOR', 'IMPORTER'],
  actsFor: () => undefined,
  key: ({ form }) => form,
  streams: ({ form, period }) => [formStream(form), periodStream(form, period)],
  decide: (input) => {
    const { body, state } = input;
    const stream = periodStream(body.form, body.period);
    return (
      repeats(state<Latest>(stream), input.digest) ??
      decided(input, {
        command: openPeriod.type,
        fact: 'regulators.ReportingPeriodOpened.v1',
        stream,
        period: body.period,
        issues: [...formIssues(state<FormState>(formStream(body.form)), body), ...clockIssues(body)],
      })
    );
  },
};

export const calendarCommands: readonly CommandType[] = [openPeriod];

export const calendarStreams: readonly StreamType[] = [
  {
    prefix: 'period',
    evolve: on<Latest, ReportingPeriodOpened>('regulators.ReportingPeriodOpened.v1', (_, fact) =>
      latestOf(fact),
    ),
  },
];

function formIssues(form: FormState | undefined, body: ReportingPeriodOpened): Issue[] {
  if (!form) {
    return [
      error(
        'UNKNOWN_FORM',
        '/form',
        { zh: `报表 ${body.form} 尚未定义`, en: `The return form ${body.form} is not defined` },
        { found: body.form, fix: { zh: '先定义该报表', en: 'Define the form first' } },
      ),
    ];
  }
  const found = frequencyOf(body.period);
  if (found !== form.frequency) {
    return [
      error(
        'BAD_USER_INPUT',
        '/period',
        {
          zh: `报表 ${body.form} 的频度与报告期 ${body.period} 不符`,
          en: `Period ${body.period} does not fit the frequency of form ${body.form}`,
        },
        { found, expected: form.frequency },
      ),
    ];
  }
  if (lastMonthOf(body.period) >= form.since) return [];
  return [
    error(
      'BAD_USER_INPUT',
      '/period',
      {
        zh: `报表 ${body.form} 自 ${form.since} 起施行`,
        en: `Form ${body.form} is in force from ${form.since}`,
      },
      { found: body.period, expected: `>= ${form.since}` },
    ),
  ];
}

/** Period's end < deadline < release: nothing is due before it has happened, nor public before it is due. */
function clockIssues(body: ReportingPeriodOpened): Issue[] {
  const end = endOfDay(endOf(body.period));
  const deadline = parseInstant(body.deadline);
  const release = parseInstant(body.release);
  if (deadline === undefined || release === undefined) {
    const path = deadline === undefined ? '/deadline' : '/release';
    return [
      error('BAD_USER_INPUT', path, { zh: '不是有效时刻', en: 'Not an instant' }, {
        found: deadline === undefined ? body.deadline : body.release,
      }),
    ];
  }
  return [
    ...(deadline > end
      ? []
      : [
          error(
            'BAD_USER_INPUT',
            '/deadline',
            { zh: '截止时刻须在报告期结束之后', en: 'A deadline comes after the end of the period' },
            { found: body.deadline, expected: `> ${formatInstant(end)}` },
          ),
        ]),
    ...(deadline < release
      ? []
      : [
          error(
            'BAD_USER_INPUT',
            '/release',
            { zh: '发布时刻须晚于截止时刻', en: 'The release comes after the deadline' },
            { found: body.release, expected: `> ${body.deadline}` },
          ),
        ]),
  ];
}
