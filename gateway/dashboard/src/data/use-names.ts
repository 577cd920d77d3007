import { useLanguage } from '../state/taste.ts';
import type { Text } from '../words/text.ts';
import { useAsk } from './use-ask.ts';
import { usePages } from './use-pages.ts';
import type { RegionLevel } from './operations.ts';

/** Names of areas by code, in both languages. */
export function useRegionTexts(level: RegionLevel): ReadonlyMap<string, Text> {
  const { data } = useAsk('Regions', { level });
  return new Map((data?.data.regions ?? []).map(({ code, name }) => [code, name]));
}

/** Names of areas by code, in the order of the codes. */
export function useRegions(level: RegionLevel): ReadonlyMap<string, string> {
  const { t } = useLanguage();
  return new Map([...useRegionTexts(level)].map(([code, name]) => [code, t(name)]));
}

/** Names of institutions by code; a bank gets its own. */
export function useInstitutions(): ReadonlyMap<string, string> {
  const { t } = useLanguage();
  const { nodes } = usePages('Institutions', {}, ({ institutions }) => institutions);
  return new Map(nodes.map(({ code, name }) => [code, t(name)]));
}
