import { unless } from '@qianfan/schema/deciding/decision';
import { populationOf } from '@qianfan/schema/codelists/populations';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { RegisterView } from './register-view.ts';

/**
 * What a figure's id names without saying of which kind it is: `SHARE-3607`, `SHARE-HNTE`, `SHARE-GRP_JXRCU`,
 * `RANK-CITY`. These share one space of names, so that registering one never changes what another figure means.
 */
export type Named = 'ORGANISATION' | 'PEER_GROUP' | 'LIST' | 'POPULATION';

const WORDS = {
  AREA: '行政区划 an area',
  POPULATION: '企业类别或名单 a population or list',
  ORGANISATION: '机构 an organisation',
  PEER_GROUP: '同业组 a peer group',
} as const;
type Holder = keyof typeof WORDS;

/** A list makes up the population that has its members; a union of others, or all loans, is no list. */
const isListed = (code: string): boolean => populationOf(code)?.lists.includes(code) ?? true;

const HELD: Record<Holder, (reference: RegisterView, code: string) => boolean> = {
  // Every number is that of an area, of this province or another.
  AREA: (_, code) => /^\d+$/.test(code),
  POPULATION: (reference, code) => populationOf(code) !== undefined || reference.population(code),
  ORGANISATION: (reference, code) => reference.organisation(code) !== undefined,
  PEER_GROUP: (reference, code) => reference.peerGroup(code),
};

const OTHERS: Record<Named, readonly Holder[]> = {
  ORGANISATION: ['AREA', 'POPULATION', 'PEER_GROUP'],
  PEER_GROUP: ['AREA', 'POPULATION', 'ORGANISATION'],
  LIST: ['AREA', 'ORGANISATION', 'PEER_GROUP'],
  POPULATION: ['AREA', 'ORGANISATION', 'PEER_GROUP'],
};

/** That a name is that of something else already. */
export function nameIssues(
  reference: RegisterView,
  as: Named,
  code: string,
  path: string,
): Issue[] {
  const holder =
    as === 'LIST' && !isListed(code)
      ? 'POPULATION'
      : OTHERS[as].find((kind) => HELD[kind](reference, code));
  return unless(holder === undefined, () =>
    issueOf('NAME_TAKEN', { code, what: WORDS[holder!] }, { path, found: code }),
  );
}
