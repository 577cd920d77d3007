import { CITIES } from '@qianfan/schema/codelists/areas';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { describe, expect, it } from 'vitest';
import { BANKS } from './banks.ts';
import { HUNDREDTHS_PER_YI } from './bases.ts';
import { MONTHS } from './months.ts';
import { provinceCommands } from './province.ts';

/** The latest revision of each return that is not refused. */
const latest = new Map<string, SubmitReturn>();
for (const { type, body, isRefused } of provinceCommands({ scale: 0 })) {
  if (type !== 'banks.SubmitReturn' || isRefused) continue;
  const filed = body as SubmitReturn;
  const key = `${filed.form} ${filed.institution} ${filed.period}`;
  if ((latest.get(key)?.revision ?? 0) < filed.revision) latest.set(key, filed);
}
const returns = (form: string, period: string): SubmitReturn[] =>
  [...latest.values()].filter((body) => body.form === form && body.period === period);

const add = (sums: Map<string, number>, key: string, value: string): void => {
  sums.set(key, (sums.get(key) ?? 0) + Math.round(Number(value) * 100));
};

/** Each cell of TF01 in a month, by `row/column` or, of each bank, `bank row/column`. */
function monthly(period: string, whose: (body: SubmitReturn) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const body of returns('TF01', period)) {
    for (const { row, column, value } of body.cells) {
      add(sums, `${whose(body)}${row}/${column}`, value);
    }
  }
  return sums;
}

/** 亿元 as they are printed, of amounts; of borrowers how many. */
const shown = (place: string, value: number): string =>
  /\/[AC]$/.test(place) ? String(value) : (value / HUNDREDTHS_PER_YI).toFixed(2);

/** Where a month says the same as the one before. */
function alike(whose: (body: SubmitReturn) => string, isMeant: (at: At) => boolean): string[] {
  return MONTHS.slice(1).flatMap((month, n) => {
    const before = monthly(MONTHS[n]!, whose);
    return [...monthly(month, whose)].flatMap(([place, value]) => {
      const was = before.get(place) ?? 0;
      const same = whose === PROVINCE ? shown(place, was) === shown(place, value) : was === value;
      return same && isMeant({ place, value }) ? [`${place} ${MONTHS[n]} ${month}: ${value}`] : [];
    });
  });
}
interface At {
  place: string;
  value: number;
}
const PROVINCE = () => '';

describe('the province is no accident', () => {
  it('no total is the same in two months that follow each other, as it is printed', () => {
    // A few hundred borrowers may well be as many a month later; less than 10 亿 is too little to tell.
    const isMeant = ({ place, value }: At) =>
      value > (/\/[AC]$/.test(place) ? 1_000 * 100 : 10 * HUNDREDTHS_PER_YI);
    expect(alike(PROVINCE, isMeant)).toEqual([]);
  });

  it('no bank lends as much in two months that follow each other', () => {
    const single = new Set(BANKS.flatMap(({ code, hasContracts }) => (hasContracts ? code : [])));
    // What follows from twenty single loans stands still where none was drawn or repaid.
    const isMeant = ({ place, value }: At) => {
      const [bank, cell] = place.split(' ') as [string, string];
      const isAll = /^(ALL|CHAIN)\/D$/.test(cell);
      const isTech = /^(1|1\.1|1\.1\.2|KDT)\/D$/.test(cell) && !single.has(bank);
      return value !== 0 && (isAll || isTech);
    };
    expect(alike(({ institution }) => `${institution} `, isMeant)).toEqual([]);
  });

  it('Nanchang is the largest city, by whatever loans are counted', () => {
    const periods = [...new Set([...latest.values()].map(({ period }) => period))];
    let compared = 0;
    for (const period of periods.filter((one) => returns('TF02', one).length > 0)) {
      const sums = new Map<string, number>();
      for (const body of returns('TF02', period)) {
        for (const { area, row, column, value } of body.cells) {
          add(sums, `${row}/${column} ${area!.slice(0, 4)}`, value);
        }
      }
      for (const place of new Set([...sums.keys()].map((key) => key.split(' ')[0]!))) {
        if (!place.endsWith('/D')) continue;
        const cities = CITIES.map(({ code }) => [code, sums.get(`${place} ${code}`) ?? 0] as const);
        const [[largest]] = cities.toSorted(([, a], [, b]) => b - a) as [[string, number]];
        expect([period, place, largest]).toEqual([period, place, '3601']);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});
