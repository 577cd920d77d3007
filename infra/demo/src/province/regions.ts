import { COUNTIES } from '@qianfan/schema/codelists/areas';
import { between } from './random.ts';

/** A city or county that joined 科贷通, and the day. */
export interface JoinedRegion {
  region: string;
  on: string;
}

/** Seven of eleven cities. */
const CITY_DAYS: JoinedRegion[] = [
  { region: '3601', on: '2015-06-01' },
  { region: '3604', on: '2015-10-12' },
  { region: '3607', on: '2016-05-16' },
  { region: '3602', on: '2016-11-21' },
  { region: '3611', on: '2018-06-11' },
  { region: '3605', on: '2021-04-06' },
  { region: '3603', on: '2023-06-12' },
];

const joined = new Set(CITY_DAYS.map(({ region }) => region));
const outside = COUNTIES.filter(({ parent }) => !joined.has(parent!));
/** Some counties in a city that had joined put in money of their own. */
const inside = COUNTIES.filter(({ parent }) => joined.has(parent!)).slice(0, 55 - outside.length);

const COUNTY_DAYS: JoinedRegion[] = [...outside, ...inside].map(({ code }, n) => ({
  region: code,
  on: `${2021 + (n % 3)}-${String(between(1, 12, 31, n)).padStart(2, '0')}-15`,
}));

export const KDT_REGIONS: readonly JoinedRegion[] = [...CITY_DAYS, ...COUNTY_DAYS];
export const KDT_CITIES: readonly JoinedRegion[] = CITY_DAYS;

/** The first day on which a county took part, by itself or by its city; undefined = never so far. */
export function takesPartFrom(county: string): string | undefined {
  const days = KDT_REGIONS.filter(({ region }) => county.startsWith(region)).map(({ on }) => on);
  return days.toSorted()[0];
}
