import type { Reducers } from '@qianfan/kit/projections/projection';
import { int, long, table, text } from '@qianfan/kit/projections/table';
import { parseInstant } from '@qianfan/schema/kernel/instant';

/** Instants in microseconds. */
export const reportingPeriods = table('ReportingPeriod', {
  mode: 'VERSIONED',
  identity: { form: text, period: text },
  columns: { deadline: long, release: long },
});

/** When each accepted revision arrived; when the first one did tells whether the filer is late. */
export const returnArrivals = table('ReturnArrival', {
  mode: 'APPEND',
  identity: { institution: text, form: text, period: text, revision: int },
  columns: { receivedAt: long },
  scope: 'institution',
  indexes: [['form', 'period', 'institution']],
});

export const calendarReducers: Reducers = {
  'regulators.ReportingPeriodOpened.v1': ({ body }) => [
    reportingPeriods.row({
      form: body.form,
      period: body.period,
      deadline: parseInstant(body.deadline)!,
      release: parseInstant(body.release)!,
    }),
  ],
  'banks.ReturnAccepted.v1': ({ key, receivedAt, body: { form, period, revision } }) => [
    returnArrivals.row({ institution: key, form, period, revision, receivedAt }),
  ],
};
