import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';

/** Instants in microseconds. */
export const ReportingPeriod = readEntity({
  name: 'ReportingPeriod',
  identity: { form: p.text(), period: p.text() },
  columns: { deadline: p.bigint('number'), release: p.bigint('number') },
});

/** One row for each accepted revision; the first one tells whether the filer was late. */
export const ReturnArrival = readEntity({
  name: 'ReturnArrival',
  identity: { institution: p.text(), form: p.text(), period: p.text(), revision: p.integer() },
  columns: { receivedAt: p.bigint('number'), late: p.boolean() },
  scope: 'institution',
  indexes: [['form', 'period', 'institution']],
});

export const calendarEntities = [ReportingPeriod, ReturnArrival] as const;
