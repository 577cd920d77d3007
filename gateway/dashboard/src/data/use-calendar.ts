import type { CalendarQuery } from './operations.ts';
import { type Asking, useAsk } from './use-ask.ts';

export type CalendarPeriod = NonNullable<CalendarQuery['calendar']>[number];

/** The periods of a form that there are, the latest first; undefined until told. */
export function useCalendar(
  form: string,
  asking: Asking = {},
): readonly CalendarPeriod[] | undefined {
  const { data, isError, isPlaceholderData } = useAsk('Calendar', { form }, asking);
  if (isError) return [];
  return isPlaceholderData || !data ? undefined : (data.data.calendar ?? []);
}
