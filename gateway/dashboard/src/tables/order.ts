/** How a table is sorted and searched, apart from how it looks. */

type Value = string | number | null;

/** By which texts are put in order; made once, for it costs more than a thousand comparisons. */
const collator = new Intl.Collator('zh-CN');

/** Rows by what they have in one column; those without come last, whatever the direction. */
export function sortedBy<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
  down: boolean,
): Row[] {
  const sign = down ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
      return typeof a === 'number' && typeof b === 'number'
        ? sign * (a - b)
        : sign * collator.compare(String(a), String(b));
    })
    .map(({ row }) => row);
}

/** Rows of which every word that is looked for stands in some column. */
export function matching<Row>(
  rows: readonly Row[],
  valuesOf: readonly ((row: Row) => Value)[],
  wanted: string,
): readonly Row[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = valuesOf
      .map((valueOf) => valueOf(row) ?? '')
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
