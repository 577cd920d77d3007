import { entityOf } from '@qianfan/kit/projections/entity';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { reportingPeriods } from './calendar.projection.ts';
import { type Duty, owes } from './lateness.ts';

export const ReportingPeriod = entityOf(reportingPeriods);

type Reading = Pick<RequestContext, 'query' | 'cut'>;

/** The organisations that owe a form for a period, by the register as known at the cut, by code. */
export async function expectedFilers(
  { query, cut }: Reading,
  form: string,
  period: string,
): Promise<{ code: string; area: string }[]> {
  const rows = await query<{ code: string; area: string; obligations: Duty[] }>(
    `select code, area, obligations from organisation
     where known_from <= $1 and known_to > $1 and obligations <> '[]' order by code collate "C"`,
    [cut],
  );
  return rows.filter(({ obligations }) => owes(obligations, form, period));
}

/** When the first accepted revision of each filer arrived. Of all filers: the caller shows only what it may. */
export async function firstArrivals(
  { query, cut }: Reading,
  form: string,
  period: string,
): Promise<Map<string, number>> {
  const rows = await query<{ institution: string; receivedAt: number }>(
    `select institution, received_at::float8 as "receivedAt" from return_arrival
     where known_from <= $1 and known_to > $1 and form = $2 and period = $3 and revision = 1`,
    [cut, form, period],
  );
  return new Map(rows.map(({ institution, receivedAt }) => [institution, receivedAt]));
}
