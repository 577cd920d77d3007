import type { Text } from '../kernel/issue.ts';
import { AREA_TABLE } from './areas.table.ts';

export interface Area {
  /** GB/T 2260: province 2 digits, city 4, county 6. */
  code: string;
  name: Text;
  level: 'PROVINCE' | 'CITY' | 'COUNTY';
  /** The city of a county, the province of a city. */
  parent?: string;
}

const LEVELS: Record<number, Area['level']> = { 2: 'PROVINCE', 4: 'CITY', 6: 'COUNTY' };

function areaOfLine(line: string): Area {
  const [code, zh, en] = line.split('|') as [string, string, string];
  const area: Area = { code, name: { zh, en }, level: LEVELS[code.length]! };
  return code.length === 2 ? area : { ...area, parent: code.slice(0, -2) };
}

/** Province, cities and counties, each city before its counties. */
export const AREAS: readonly Area[] = AREA_TABLE.trim().split('\n').map(areaOfLine);
export const CITIES: readonly Area[] = AREAS.filter(({ level }) => level === 'CITY');
export const COUNTIES: readonly Area[] = AREAS.filter(({ level }) => level === 'COUNTY');

const byCode = new Map(AREAS.map((area) => [area.code, area]));

export const areaOf = (code: string): Area | undefined => byCode.get(code);

/**
 * The one spelling of a code: with six digits, as GB/T 2260 writes them, cities and the province end in zeros (360100,
 * 360000). What is no area is left as it is.
 */
export const areaCode = (code: string): string =>
  /^\d{6}$/.test(code) && !byCode.has(code)
    ? ([code.slice(0, 4), code.slice(0, 2)].find(
        (short) => byCode.has(short) && short.padEnd(6, '0') === code,
      ) ?? code)
    : code;
/** The area that a code names, in either spelling. */
export const areaNamed = (code: string): Area | undefined => byCode.get(areaCode(code));

export const isCounty = (code: string): boolean => areaOf(code)?.level === 'COUNTY';

/** Whether an area lies in another or is the same: codes nest. */
export const liesIn = (code: string, outer: string): boolean => code.startsWith(outer);

/** The counties of a city or of the province; a county is its own. */
export const countiesOf = (code: string): readonly Area[] =>
  COUNTIES.filter((county) => liesIn(county.code, code));
