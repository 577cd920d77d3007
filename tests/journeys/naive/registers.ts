import { listsOf } from '@qianfan/schema/codelists/populations';
import { lastMonthOf } from '@qianfan/schema/kernel/period';
import { bodiesOf, type Known, latestBy, once } from './known.ts';

/** What regulators have registered, defined and published, as it was known. */

export const definitionsOf = (known: Known, metric: string): any[] =>
  bodiesOf(known, 'regulators.MetricDefined.v1').filter(({ code }) => code === metric);

/** The latest that takes effect by the period's end. */
export const definitionOf = (known: Known, metric: string, period: string): any =>
  definitionsOf(known, metric)
    .filter(({ effectiveFrom }) => effectiveFrom <= lastMonthOf(period))
    .toSorted((a, b) => b.version - a.version)[0];

export const agencyOf = (known: Known, metric: string): string =>
  definitionsOf(known, metric)[0].agency;

export const organisations = (known: Known): any[] =>
  once(known, 'organisations', () =>
    latestBy(bodiesOf(known, 'regulators.OrganisationRegistered.v1'), ({ code }) => code),
  );

export const organisationOf = (known: Known, code: string): any =>
  once(known, 'organisation', () => new Map(organisations(known).map((it) => [it.code, it]))).get(
    code,
  );

/** Whether an institution is the one that is asked for, or of the group that is. */
export const isMember = (known: Known, code: string, reporter: string): boolean =>
  organisationOf(known, reporter)?.kind === 'BANK_GROUP'
    ? organisationOf(known, code)?.group === reporter
    : code === reporter;

/** Each enterprise as it was registered last. */
export const enterprises = (known: Known): ReadonlyMap<string, any> =>
  once(
    known,
    'enterprises',
    () => new Map(bodiesOf(known, 'regulators.EnterpriseRegistered.v1').map((it) => [it.id, it])),
  );

export interface Members {
  ids: ReadonlySet<string>;
  /** How many of the lists are valid, and whether one is not. */
  some: number;
  missing: boolean;
}

/** Who is on the lists of a population on a day; undefined where no lists decide. */
export const membersOf = (known: Known, population: string, day: string): Members | undefined =>
  once(known, `members ${population} ${day}`, () => {
    const published = bodiesOf(known, 'regulators.EnterpriseListPublished.v1');
    const codes = listCodes(known, population);
    if (!codes) return undefined;
    const valid = codes.map(
      (code) =>
        published
          .filter(
            ({ list, validFrom, validTo }) =>
              list === code && validFrom <= day && (validTo === undefined || day < validTo),
          )
          .toSorted((a, b) => b.version - a.version)[0],
    );
    const lists = valid.filter((list) => list !== undefined);
    return {
      ids: new Set(lists.flatMap(({ members }) => members as string[])),
      some: lists.length,
      missing: lists.length < valid.length,
    };
  });

function listCodes(known: Known, population: string): readonly string[] | undefined {
  const published = bodiesOf(known, 'regulators.EnterpriseListPublished.v1');
  return (
    listsOf(population) ??
    (published.some(({ list }) => list === population) ? [population] : undefined)
  );
}
