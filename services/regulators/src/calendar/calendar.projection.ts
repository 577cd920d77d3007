import type { Fact } from '@qianfan/schema/kernel/fact';
import { parseInstant } from '@qianfan/schema/kernel/instant';
import type { Change } from '@qianfan/kit/projections/projection';
import type { ReturnAccepted } from '@qianfan/schema/facts/banks';
import type { ReportingPeriodOpened } from '@qianfan/schema/facts/regulators';
import type { SliceProjection } from '../slices.ts';

const tables: SliceProjection['tables'] = {
  ReportingPeriod: { mode: 'VERSIONED', identity: ['form', 'period'] },
  ReturnArrival: { mode: 'APPEND', identity: ['institution', 'form', 'period', 'revision'] },
};

const reducers = {
  'regulators.ReportingPeriodOpened.v1': ({ body }: Fact<ReportingPeriodOpened>): Change[] => [
    {
      table: 'ReportingPeriod',
      row: {
        form: body.form,
        period: body.period,
        deadline: parseInstant(body.deadline)!,
        release: parseInstant(body.release)!,
      },
    },
  ],
};

/** Facts of banks: when each revision of a return arrived. */
const arrivals = {
  'banks.ReturnAccepted.v1': ({ key, receivedAt, body }: Fact<ReturnAccepted>): Change[] => [
    {
      table: 'ReturnArrival',
      row: {
        institution: key,
        form: body.form,
        period: body.period,
        revision: body.revision,
        receivedAt,
      },
    },
  ],
};

export const calendarProjection: SliceProjection = {
  tables,
  reducers: { regulators: reducers, banks: arrivals },
};
