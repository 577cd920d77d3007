import { listsOf, populationOf } from '@qianfan/schema/codelists/populations';
import type { Catalogue, ListVersion } from './catalogue.ts';

/** The version of a list on a day; undefined where none is valid. */
export const listOn = (catalogue: Catalogue, list: string, day: string): ListVersion | undefined =>
  catalogue.lists
    .get(list)
    ?.findLast(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));

/** The populations whose union a population is, as the code list or else the rows of a form say; none for a leaf. */
export function partsOf(catalogue: Catalogue, population: string): readonly string[] {
  const known = populationOf(population);
  if (known) return known.parts;
  for (const versions of catalogue.forms.values()) {
    const { rows } = versions.at(-1)!;
    const parts = rows.find((row) => row.population === population)?.parts ?? [];
    if (parts.length > 0) {
      return parts.flatMap((code) => rows.find((row) => row.code === code)?.population ?? []);
    }
  }
  return [];
}

/** Whether the code list, a list or a form knows a population. */
export const knowsPopulation = (catalogue: Catalogue, population: string): boolean =>
  populationOf(population) !== undefined ||
  catalogue.lists.has(population) ||
  [...catalogue.forms.values()].some((versions) =>
    versions.some(({ rows }) => rows.some((row) => row.population === population)),
  );

/** Whether every enterprise of `part` belongs to `whole` by definition. */
export const isPartOf = (catalogue: Catalogue, part: string, whole: string): boolean =>
  part === whole || partsOf(catalogue, whole).some((it) => isPartOf(catalogue, part, it));

/** The lists that make up a population on a day, and those of them that are not valid on that day. */
export interface Membership {
  lists: ListVersion[];
  missing: string[];
}

/** Undefined where lists do not decide who belongs (科技相关产业 goes by a loan's purpose). */
export function membershipOn(
  catalogue: Catalogue,
  population: string,
  day: string,
): Membership | undefined {
  const codes = listCodes(catalogue, population);
  if (!codes) return undefined;
  const found = [...new Set(codes)]
    .toSorted()
    .map((code) => ({ code, version: listOn(catalogue, code, day) }));
  return {
    lists: found.flatMap(({ version }) => version ?? []),
    missing: found.filter(({ version }) => !version).map(({ code }) => code),
  };
}

function listCodes(catalogue: Catalogue, population: string): readonly string[] | undefined {
  if (populationOf(population)) return listsOf(population);
  if (catalogue.lists.has(population)) return [population];
  const parts = partsOf(catalogue, population).map((part) => listCodes(catalogue, part));
  return parts.length === 0 || parts.includes(undefined)
    ? undefined
    : parts.flatMap((codes) => codes!);
}
