import { lastMonthOf } from '@qianfan/schema/kernel/period';
import { bodiesOf, type Known, latestBy, once } from './known.ts';
import type { Series } from './series.ts';

const RESTRICTIONS = ['product', 'guarantee', 'term', 'lifecycle', 'programme'] as const;
const DIGITS: Record<string, number> = { CITY: 4, COUNTY: 6 };

/** A form as it was defined; rows and columns by their number. */
export type Form = any;

export const formOf = (known: Known, code: string, version: number): Form =>
  bodiesOf(known, 'regulators.ReturnDefined.v1').find(
    (body) => body.form === code && body.version === version,
  );

/** The one cell of a form's grid that is of a series. */
export interface Place {
  row: number;
  column: number;
}

export const placeOf = (known: Known, form: Form, series: Series): Place | undefined => {
  const { metric, population, ...rest } = series;
  const wanted = RESTRICTIONS.map((name) => rest[name]).join(' ');
  return once(known, `place ${form.form} ${form.version} ${metric} ${population} ${wanted}`, () => {
    for (const [r, row] of form.rows.entries()) {
      for (const [c, column] of form.columns.entries()) {
        if (isOf(row, column, series)) return { row: r, column: c };
      }
    }
    return undefined;
  });
};

function isOf(row: any, column: any, series: Series): boolean {
  if (row.columns && !row.columns.includes(column.code)) return false;
  const another = row.metrics?.[column.code];
  if ((another ?? column.metric) !== series.metric) return false;
  if ((row.population ?? 'ALL') !== (series.population === '_T' ? 'ALL' : series.population)) {
    return false;
  }
  return RESTRICTIONS.every((name) => {
    const own = row[name] ?? column[name] ?? '_T';
    return own === series[name] || (another !== undefined && series[name] === '_T');
  });
}

/** Whether a form knows of an area at all. */
const reaches = ({ blocks }: Form, area: string): boolean =>
  blocks ? area.length <= DIGITS[blocks.level]! : area === '36';

/** Whether an area is one grid of a form and not made up of several. */
export const isOneGrid = ({ blocks }: Form, area: string): boolean =>
  !blocks || area.length === DIGITS[blocks.level];

/** The form that collects a series in a period: by name, those without areas first. */
export function carrierOf(known: Known, series: Series, period: string): Form {
  const month = lastMonthOf(period);
  const inForce = once(known, `forms ${month}`, () =>
    latestBy(
      bodiesOf(known, 'regulators.ReturnDefined.v1')
        .filter(({ effectiveFrom }) => effectiveFrom <= month)
        .toSorted((a, b) => a.version - b.version),
      (body) => body.form,
    ).toSorted((a, b) => (a.form < b.form ? -1 : 1)),
  );
  const able = inForce.filter(
    (form) => reaches(form, series.area) && placeOf(known, form, series) !== undefined,
  );
  return able.find(({ blocks }) => !blocks) ?? able[0];
}
