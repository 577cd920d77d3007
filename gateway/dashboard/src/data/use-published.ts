import { dayOf, parseInstant } from '@qianfan/schema/kernel/instant';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import { useAsk } from './use-ask.ts';

/** The day on which a period was published; undefined until it is known, null where the period has no such day yet. */
export function usePublished(period: string): string | null | undefined {
  const asked = useAsk(
    'Release',
    { form: 'TF01', period: period && lastMonthOf(period) },
    { enabled: period !== '' },
  );
  if (asked.isLoading) return undefined;
  const released = parseInstant(asked.data?.data.reportingPeriod?.release ?? '');
  return released === undefined ? null : dayOf(released);
}
