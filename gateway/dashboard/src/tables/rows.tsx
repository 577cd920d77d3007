import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useRef } from 'react';
import type { Column } from './column.ts';
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
  columns,
  rows,
  keyOf,
  sort,
  onSort,
  sortWord,
  empty,
}: RowsProps<Row>) {
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
            {columns.map(({ key, header, numeric }) => (
              <th
                key={key}
                scope="col"
                data-name={header}
                className={numeric ? 'numeric' : ''}
                aria-sort={sort?.key === key ? (sort.down ? 'descending' : 'ascending') : 'none'}
              >
                <button type="button" onClick={() => onSort(key)} title={`${sortWord} ${header}`}>
                  {!numeric && header}
                  <span aria-hidden="true" className="sort-mark">
                    {sort?.key === key ? (sort.down ? '▼' : '▲') : ''}
                  </span>
                  {numeric && header}
                </button>
              </th>
            ))}
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

interface LineProps<Row> {
  row: Row;
  place: number;
  columns: readonly Column<Row>[];
}

/** One row; while others scroll by it is left as it is. */
const Line = memo(function Line<Row>({ row, place, columns }: LineProps<Row>) {
  return (
    <tr aria-rowindex={place}>
      {columns.map(({ key, cell, numeric, short }, n) =>
        n === 0 ? (
          <th key={key} scope="row" className={numeric ? 'numeric' : ''}>
            {cell(row)}
          </th>
        ) : (
          <td key={key} className={numeric ? 'numeric' : short ? 'short' : ''}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}) as <Row>(props: LineProps<Row>) => ReactNode;

const Gap = ({ height, width }: { height: number; width: number }) => (
  <tr aria-hidden="true">
    <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
  </tr>
);
