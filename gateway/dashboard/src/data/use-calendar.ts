import type { CalendarQuery } from './operations.ts';
import { type Asking, useAsk } from './use-ask.ts';

export type CalendarPeriod = NonNullable<CalendarQuery['calendar']>[number];

/**
 * The periods of a form that there are, the latest first; undefined until told. While it is asked again what was known of
 * the same form stays, so that nothing that stands on it is begun anew.
 */
export function useCalendar(
  form: string,
  asking: Asking = {},
): readonly CalendarPeriod[] | undefined {
  const { data, isError, isPlaceholderData } = useAsk('Calendar', { form }, asking);
  if (isError) return [];
  const calendar = data && (data.data.calendar ?? []);
  return isPlaceholderData && calendar?.[0]?.form !== form ? undefined : calendar;
}
