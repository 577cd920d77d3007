import { listName } from '@qianfan/schema/codelists/populations';
import { useSession } from '../data/session.ts';
import { instantText, periodName, UNIT_NAMES } from '../figures/format.ts';
import { populationName } from '../figures/populations.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { passport } from '../words/passport.ts';
import { shell } from '../words/shell.ts';
import { tables } from '../words/tables.ts';

export type Line = readonly [name: string, value: string];

/** What the figures of a table are about, for its export: population, its list, basis, and the period where there is one. */
export function useAbout(
  period?: string,
  figures: readonly { listVersion: string | null }[] = [],
  basis?: 'RETURN' | 'CONTRACT',
): Line[] {
  const { address } = useAddress();
  const { t } = useLanguage();
  const lists = [...new Set(figures.flatMap(({ listVersion }) => listVersion ?? []))];
  return [
    [t(shell.population), t(populationName(address.population))],
    ...(lists.length > 0
      ? [[t(passport.list), lists.map((one) => t(listName(one))).join('、')] as const]
      : []),
    [t(shell.basis), t(shell[basis ?? address.basis])],
    ...(period ? [[t(shell.period), t(periodName(period))] as const] : []),
  ];
}

/** What is said of every table: the unit of its money, whose knowledge it is and of when, and that it is invented. */
export function useHead(): (about: readonly Line[], cut: string, hasMoney: boolean) => Line[] {
  const { address } = useAddress();
  const { t } = useLanguage();
  const isSynthetic = useSession().data?.principal?.synthetic;
  return (about, cut, hasMoney) => [
    ...about,
    // Unless the table has a unit of its own.
    ...(hasMoney && !about.some(([name]) => name === t(tables.unit))
      ? [[t(tables.unit), t(UNIT_NAMES[address.unit])] as const]
      : []),
    ...(address.asOf ? [[t(tables.asOf), address.asOf] as const] : []),
    ...(cut ? [[t(tables.cut), `${instantText(cut)} (Asia/Shanghai)`] as const] : []),
    ...(isSynthetic
      ? [[t(tables.nature), `${t(shell.synthetic)} · ${t(shell.syntheticWhy)}`] as const]
      : []),
  ];
}
