import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { formRecords, metricRecords } from './definitions.projection.ts';

const MetricRecord = entityOf(metricRecords);
const FormRecord = entityOf(formRecords);

export type MetricRow = RecordOf<typeof metricRecords>;
type FormRow = RecordOf<typeof formRecords>;

/** The version of each metric in force in a month, in the order of the codes; null where there is none. */
export async function metricsByCode(
  em: EntityManager,
  codes: readonly string[],
  month: string,
): Promise<(MetricRow | null)[]> {
  const rows = await em.find(
    MetricRecord,
    { code: { $in: [...new Set(codes)] }, effectiveFrom: { $lte: month } },
    { orderBy: { version: 'asc' } },
  );
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** Every metric in the version in force in a month, by code. */
export async function metricsIn(em: EntityManager, month: string): Promise<MetricRow[]> {
  const rows = await em.find(
    MetricRecord,
    { effectiveFrom: { $lte: month } },
    { orderBy: { code: 'asc', version: 'asc' } },
  );
  return [...new Map(rows.map((row) => [row.code, row])).values()];
}

/** The version of a form in force in a month. */
export async function formIn(
  em: EntityManager,
  form: string,
  month: string,
): Promise<FormRow | null> {
  const [row] = await em.find(
    FormRecord,
    { form, effectiveFrom: { $lte: month } },
    { orderBy: { version: 'desc' }, limit: 1 },
  );
  return row ?? null;
}

/** UNKNOWN_FORM_CODE for a form that nobody defined: what is asked of it would be empty, or null, without a word. */
export async function requireForm({ em }: RequestContext, form: string): Promise<void> {
  if (await em.findOne(FormRecord, { form }, { orderBy: { version: 'desc' } })) return;
  throw refusal('UNKNOWN_FORM_CODE', { form: form.slice(0, 64) });
}
