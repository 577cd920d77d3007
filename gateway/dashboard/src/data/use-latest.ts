import { dayOf } from '@qianfan/schema/kernel/instant';
import { monthsBefore } from '../figures/format.ts';
import { useAsk } from './use-ask.ts';

const BACK = 36;
/** Where nothing at all is reported. */
const NOTHING_YET = '2024-12';

/** The latest month for which all of the province is reported, as of the instant that is looked at; undefined until told. */
export function useLatest(): string | undefined {
  const months = monthsBefore(dayOf(Date.now() * 1000).slice(0, 7), BACK);
  const [from, to] = [months[0]!, months.at(-1)!];
  const { data, isError } = useAsk('Series', {
    figure: { metric: 'LN_BAL', period: to },
    from,
    to,
  });
  if (isError) return NOTHING_YET;
  if (!data) return undefined;
  const reported = (data.data.series ?? []).filter(({ status }) => status === 'REPORTED');
  return reported.at(-1)?.period ?? NOTHING_YET;
}
