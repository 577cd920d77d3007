import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useMemo, useRef } from 'react';
import { useLanguage } from '../state/taste.ts';
import { type Column, headingOf, isNumeric, measureIn } from './column.ts';
import { shownAs } from '../figures/measure.ts';
import { usePrinting } from './use-printing.ts';

/** Rows beyond these are drawn as they come into view. */
const ALL_DRAWN = 300;
const ROW_HEIGHT = 36;

interface RowsProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  sort: { key: string; down: boolean } | undefined;
  onSort: (key: string) => void;
  sortWord: string;
  empty: string;
}

/** Heads and rows of a table; of many rows those alone that are seen. */
export function Rows<Row>({
  label,
  columns: all,
  rows,
  keyOf,
  sort,
  onSort,
  sortWord,
  empty,
}: RowsProps<Row>) {
  const { t } = useLanguage();
  const columns = useMemo(() => all.filter(({ only }) => only !== 'EXPORT'), [all]);
  const box = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const isLong = rows.length > ALL_DRAWN && !isPrinting;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
    enabled: isLong,
  });
  const items = isLong ? virtual.getVirtualItems() : [];
  const visible = isLong ? items.map(({ index }) => index) : rows.map((_, n) => n);
  const above = items[0]?.start ?? 0;
  const below = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <div
      className={isLong ? 'table-box long' : 'table-box'}
      ref={box}
      role="region"
      aria-label={label}
      // A box that scrolls must be reached by the keyboard.
      tabIndex={0}
    >
      <table aria-rowcount={rows.length + 1}>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const { key } = column;
              const numeric = isNumeric(column);
              const heading = headingOf(column, t);
              return (
                <th
                  key={key}
                  scope="col"
                  data-name={heading}
                  className={numeric ? 'numeric' : ''}
                  aria-sort={sort?.key === key ? (sort.down ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    onClick={() => onSort(key)}
                    title={`${sortWord} ${heading}`}
                  >
                    {!numeric && heading}
                    <span aria-hidden="true" className="sort-mark">
                      {sort?.key === key ? (sort.down ? '▼' : '▲') : ''}
                    </span>
                    {numeric && heading}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} width={columns.length} />}
          {visible.map((n) => (
            <Line key={keyOf(rows[n]!)} row={rows[n]!} place={n + 2} columns={columns} />
          ))}
          {below > 0 && <Gap height={below} width={columns.length} />}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="empty">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** What stands in a cell: what the column draws, else its value, else why there is none. */
function contentOf<Row>(column: Column<Row>, row: Row): ReactNode {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  if (value !== null) return shownAs(measureIn(column, row), value);
  return column.missing ? <span className="no-value">{column.missing(row)}</span> : '—';
}

interface LineProps<Row> {
  row: Row;
  place: number;
  columns: readonly Column<Row>[];
}

/** One row; while others scroll by it is left as it is. */
const Line = memo(function Line<Row>({ row, place, columns }: LineProps<Row>) {
  return (
    <tr aria-rowindex={place}>
      {columns.map((column, n) => {
        const { key, short } = column;
        const look = isNumeric(column) ? 'numeric' : short ? 'short' : '';
        return n === 0 ? (
          <th key={key} scope="row" className={look}>
            {contentOf(column, row)}
          </th>
        ) : (
          <td key={key} className={look}>
            {contentOf(column, row)}
          </td>
        );
      })}
    </tr>
  );
}) as <Row>(props: LineProps<Row>) => ReactNode;

const Gap = ({ height, width }: { height: number; width: number }) => (
  <tr aria-hidden="true">
    <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
  </tr>
);
