import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { ReportingPeriodOpened } from '@qianfan/schema/facts/regulators';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { endOfDay, formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { endOf, frequencyOf, lastMonthOf } from '@qianfan/schema/kernel/period';
import { type Latest, repeats } from '@qianfan/schema/kernel/latest';
import { type FormState, formStream } from '../definitions/definitions.state.ts';
import { periodStream } from './calendar.state.ts';

/** Opened again, a period gets another deadline or release: an extension is a fact of its own. */
const openPeriod = command('regulators.OpenPeriod', {
  roles: ['REGULATOR', 'IMPORTER'],
  over: 'PROVINCE',
  actsFor: () => undefined,
  key: ({ form }) => form,
  streams: ({ form, period }) => [formStream(form), periodStream(form, period)],
  decide: (input) => {
    const { body } = input;
    const stream = periodStream(body.form, body.period);
    const form = input.state<FormState>(formStream(body.form));
    const decision = decided({
      command: 'regulators.OpenPeriod',
      fact: 'regulators.ReportingPeriodOpened.v1',
      body: () => input.body,
      stream,
      period: body.period,
      issues: [...formIssues(form, body), ...clockIssues(body)],
    });
    return repeats(input.state<Latest>(stream), input.digest) ?? decision;
  },
});

export const calendarCommands: readonly CommandType[] = [openPeriod];

/** The form is defined, in force by the period's end, and has periods of that length. */
function formIssues(form: FormState | undefined, body: ReportingPeriodOpened): Issue[] {
  const { period } = body;
  if (!form || lastMonthOf(period) < form.since) {
    return [issueOf('UNKNOWN_FORM', { form: body.form, period }, { path: '/form' })];
  }
  const { frequency } = form;
  return unless(frequencyOf(period) === frequency, () =>
    issueOf(
      'PERIOD_FREQUENCY',
      { period, form: body.form, frequency },
      { path: '/period', found: period, expected: frequency },
    ),
  );
}

/** Period's end < deadline < release: nothing is due before it has happened, nor public before it is due. */
function clockIssues(body: ReportingPeriodOpened): Issue[] {
  const deadline = parseInstant(body.deadline);
  const release = parseInstant(body.release);
  if (deadline === undefined || release === undefined) {
    const path = deadline === undefined ? '/deadline' : '/release';
    const found = deadline === undefined ? body.deadline : body.release;
    return [issueOf('NO_SUCH_DATE', { found }, { path, found })];
  }
  const end = endOfDay(endOf(body.period));
  const order = (later: string, earlier: string, path: string): Issue =>
    issueOf('DATE_ORDER', { later, earlier }, { path, found: later, expected: `> ${earlier}` });
  return [
    ...unless(deadline > end, () => order(body.deadline, formatInstant(end), '/deadline')),
    ...unless(release > deadline, () => order(body.release, body.deadline, '/release')),
  ];
}
