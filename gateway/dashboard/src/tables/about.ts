import { periodName } from '../figures/format.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { populationName } from '../figures/populations.ts';
import { shell } from '../words/shell.ts';

/** What the figures of a table are about, for its export: population, basis, and the period where there is one. */
export function useAbout(period?: string): (readonly [name: string, value: string])[] {
  const { address } = useAddress();
  const { t } = useLanguage();
  return [
    [t(shell.population), t(populationName(address.population))],
    [t(shell.basis), t(shell[address.basis])],
    ...(period ? [[t(shell.period), t(periodName(period))] as const] : []),
  ];
}
