import { describe, expect, it } from 'vitest';
import { BASES } from '../catalogue/definition.ts';
import { METRIC_DEFINITIONS } from '../catalogue/seed.ts';
import { SEVERITIES } from '../kernel/issue.ts';
import { GUARANTEES } from '../facts/banks.ts';
import { LOAN_CLASSES } from './loan-classes.ts';
import { ORGANISATION_KINDS } from '../facts/regulators.ts';
import { TF01_ROWS } from '../returns/tf01.grid.ts';
import { AREAS, areaOf, CITIES, COUNTIES, countiesOf, isCounty, liesIn } from './areas.ts';
import { COMMANDS, FACTS } from '../registry.ts';
import { CODELISTS, factName, nameOfCode } from './codelists.ts';
import { listName, listsOf, populationOf, POPULATIONS, unionOf } from './populations.ts';

const codesOf = (entries: readonly { code: string }[]): string[] => entries.map(({ code }) => code);

describe('areas', () => {
  it('are one province, 11 cities and 100 counties, each once', () => {
    expect([CITIES.length, COUNTIES.length, AREAS.length]).toEqual([11, 100, 112]);
    expect(new Set(codesOf(AREAS)).size).toBe(112);
    expect(codesOf(CITIES)).toEqual(Array.from({ length: 11 }, (_, n) => String(3601 + n)));
  });

  it('nest', () => {
    for (const county of COUNTIES) expect(areaOf(county.parent!)?.level).toBe('CITY');
    expect(CITIES.map(({ code }) => countiesOf(code).length)).toEqual([
      9, 4, 5, 13, 2, 3, 18, 13, 10, 11, 12,
    ]);
    expect(countiesOf('36')).toHaveLength(100);
    expect(liesIn('360102', '3601') && !liesIn('360202', '3601')).toBe(true);
  });

  it('carry the names of 2023, of a kind that the English says too', () => {
    expect(areaOf('360113')?.name.zh).toBe('红谷滩区');
    expect(areaOf('360783')?.name.zh).toBe('龙南市');
    expect(areaOf('361104')?.name.zh).toBe('广信区');
    const kinds: Record<string, string> = { 区: 'District', 县: 'County', 市: 'City' };
    for (const { name } of COUNTIES) expect(name.en.split(' ').at(-1)).toBe(kinds[name.zh.at(-1)!]);
    expect(isCounty('3601') || isCounty('360199')).toBe(false);
  });
});

describe('populations', () => {
  it('cover every row of TF01, with the parts that the form has', () => {
    const rowOf = (code: string) => TF01_ROWS.find((row) => row.code === code)!;
    for (const row of TF01_ROWS) {
      const parts = (row.parts ?? []).map((code) => rowOf(code).population);
      expect(populationOf(row.population!)?.parts).toEqual(parts);
      expect(populationOf(row.population!)?.name.zh).toContain(row.name.zh.replace(/贷款$/, ''));
    }
  });

  it('name parts that exist', () => {
    for (const { parts } of POPULATIONS) {
      for (const part of parts) expect(populationOf(part)).toBeDefined();
    }
  });

  it('come from lists, or cannot be told from contracts', () => {
    expect(listsOf('SRDI')).toEqual(['SRDI', 'LITTLE_GIANT']);
    expect(listsOf('TECH_ENT')).toHaveLength(8);
    expect(['ALL', 'TECH_LOAN', 'HT_SERVICE', 'NOBODY'].map(listsOf)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('have a union to ask for instead of a sum', () => {
    expect(unionOf(['HNTE', 'TSME'])?.code).toBe('TECH_ENT');
    expect(unionOf(['HNTE', 'HT_SERVICE'])?.code).toBe('TECH_LOAN');
    expect(unionOf(['HNTE', 'ALL'])).toBeUndefined();
  });
});

describe('codelists', () => {
  it('have exactly the codes that facts may carry', () => {
    expect(codesOf(CODELISTS.guarantee)).toEqual([...GUARANTEES]);
    expect(codesOf(CODELISTS.loanClass)).toEqual([...LOAN_CLASSES]);
    expect(codesOf(CODELISTS.organisationKind)).toEqual([...ORGANISATION_KINDS]);
    expect(codesOf(CODELISTS.basis)).toEqual([...BASES]);
  });

  it('name codes', () => {
    expect(nameOfCode('guarantee', 'IP_PLEDGE').zh).toBe('知识产权质押');
    expect(nameOfCode('guarantee', 'X')).toEqual({ zh: 'X', en: 'X' });
  });
});

describe('one thing, one word', () => {
  it('every type of fact and command has a name, and so has every source that the catalogue tells', () => {
    const bare = (type: string) => type.replace(/\.v\d+$/, '');
    const sources = METRIC_DEFINITIONS.flatMap(({ sources: told = [] }) => told).filter((one) =>
      /\./.test(one),
    );
    const unnamed = [...Object.keys(FACTS), ...sources].filter(
      (type) => factName(type).zh === bare(type),
    );
    expect(unnamed).toEqual([]);
    expect(
      Object.keys(COMMANDS).filter((type) => nameOfCode('commandType', type).zh === type),
    ).toEqual([]);
  });

  it('every agency of the catalogue, severity and unit has a name', () => {
    const named = (list: Parameters<typeof nameOfCode>[0], codes: readonly string[]) =>
      codes.filter((code) => nameOfCode(list, code).zh === code);
    expect(named('agency', [...new Set(METRIC_DEFINITIONS.map(({ agency }) => agency))])).toEqual(
      [],
    );
    expect(named('severity', SEVERITIES)).toEqual([]);
    expect(named('amountUnit', ['WAN_YUAN'])).toEqual([]);
  });

  it('within a list no two codes have the same name', () => {
    for (const [list, entries] of Object.entries(CODELISTS)) {
      const names = entries.map(({ name }) => name.zh);
      expect(new Set(names).size, list).toBe(names.length);
    }
  });

  it('a version of a list is named', () => {
    expect(listName('HNTE/3').zh).toBe('高新技术企业名单第 3 版');
    expect(listName('HNTE/3 TSME/2').zh).toMatch(
      /^高新技术企业名单第 3 版、科技型中小企业名单第 2 版$/,
    );
  });
});
