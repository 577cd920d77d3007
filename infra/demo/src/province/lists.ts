import { listsOf } from '@qianfan/schema/codelists/populations';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import type { Firm } from './firms.ts';
import { OTHER_PUBLICATIONS, type Publication, tsmePublications } from './publications.ts';

interface Version {
  version: number;
  publication: Publication;
  /** By the firm's index. */
  members: Uint8Array;
}

export interface Lists {
  commands: () => DemoCommand[];
  /** Whether a firm is on the version of a list that is valid on a date. */
  isListed: (list: string, firm: number, date: string) => boolean;
  /** The leaf rows of TF01 in which each firm counts on a date, one bit each in the order of `LEAVES`. */
  rowsOn: (date: string) => Uint16Array;
}

/** Leaf rows of TF01: six classes of enterprises, then four industries. */
export const LEAVES: readonly string[] = TF01.rows.flatMap(({ code, parts }) =>
  parts ? [] : [code],
);
/** Bits of the rows below 1.1: on a list at all. */
export const ENTERPRISE_BITS = LEAVES.reduce(
  (bits, code, n) => (code.startsWith('1.1.') ? bits | (1 << n) : bits),
  0,
);
export const HNTE_BIT = 1 << LEAVES.indexOf('1.1.1');
export const TSME_BIT = 1 << LEAVES.indexOf('1.1.2');
export const ISME_BIT = 1 << LEAVES.indexOf('1.1.3');
export const SRDI_BIT = 1 << LEAVES.indexOf('1.1.4');

const LISTS_OF_LEAF: readonly (readonly string[])[] = LEAVES.map(
  (leaf) => listsOf(TF01.rows.find(({ code }) => code === leaf)!.population!) ?? [],
);

/** Every version of every list for these firms. `pool`: the firms of 科贷通 by their place. */
export function listsOfProvince(firms: readonly Firm[], pool: ReadonlyMap<number, number>): Lists {
  const byList = new Map<string, Version[]>();
  for (const publication of [...tsmePublications(pool), ...OTHER_PUBLICATIONS]) {
    const versions = byList.get(publication.list) ?? [];
    const members = Uint8Array.from(firms, (firm) => (publication.isMember(firm) ? 1 : 0));
    versions.push({ version: versions.length + 1, publication, members });
    byList.set(publication.list, versions);
  }

  const versionOn = (list: string, date: string): Version | undefined =>
    byList
      .get(list)
      ?.findLast(
        ({ publication: { validFrom, validTo } }) =>
          validFrom <= date && (!validTo || date < validTo),
      );

  const rowsOn = (date: string): Uint16Array => {
    const valid = LISTS_OF_LEAF.map((lists) =>
      lists.flatMap((list) => versionOn(list, date) ?? []),
    );
    return Uint16Array.from(firms, ({ index, industries }) =>
      LEAVES.reduce((bits, leaf, n) => {
        const isIn =
          industries.includes(leaf) || valid[n]!.some(({ members }) => members[index] === 1);
        return isIn ? bits | (1 << n) : bits;
      }, 0),
    );
  };

  return {
    commands: () => [...byList.values()].flat().map((version) => publish(firms, version)),
    isListed: (list, firm, date) => versionOn(list, date)?.members[firm] === 1,
    rowsOn,
  };
}

/** A list is made known three days before it is valid. */
function publish(firms: readonly Firm[], { version, publication, members }: Version): DemoCommand {
  const { list, zh, en, issuer, validFrom, validTo } = publication;
  const body: EnterpriseListPublished = {
    list,
    version,
    name: { zh, en },
    issuer,
    validFrom,
    ...(validTo ? { validTo } : {}),
    members: firms.flatMap(({ id, index }) => (members[index] === 1 ? [id] : [])),
  };
  const on = publication.knownOn ?? addDays(validFrom, -3);
  return commandAt(instantOf(on, '10:00'), {
    id: `list:${list}:${version}`,
    type: 'regulators.PublishList',
    body,
  });
}
