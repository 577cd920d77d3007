import type { FormQuery } from '../data/operations.ts';

type Form = NonNullable<FormQuery['returnForm']>;

/** What a row or column may restrict. */
const RESTRICTIONS = ['product', 'guarantee', 'term', 'lifecycle', 'programme'] as const;

export interface Observed extends Partial<Record<(typeof RESTRICTIONS)[number], string>> {
  metric: string;
  population?: string;
}

/** Of what a cell of a form is an observation. */
export function observedAt(row: Form['rows'][number], column: Form['columns'][number]): Observed {
  const restricted = RESTRICTIONS.flatMap((name) => {
    const value = textIn(row.restrictions, name) ?? textIn(column.restrictions, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(restricted),
    metric: textIn(row.metrics, column.code) ?? column.metric,
    ...(row.population !== null && { population: row.population }),
  };
}

function textIn(object: unknown, name: string): string | undefined {
  const value = (object as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
