import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import { instantText, UNIT_NAMES } from '../figures/format.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { tables } from '../words/tables.ts';
import { saveCsv, saveXlsx, type Sheet } from './export.ts';
import { usePrinting } from './use-printing.ts';

export interface Column<Row> {
  key: string;
  header: string;
  numeric?: boolean;
  /** An instant or a place, which must not break. */
  short?: boolean;
  cell: (row: Row) => ReactNode;
  /** As exported and as sorted by; nothing where the value is missing. */
  value: (row: Row) => string | number | null;
}

interface DataTableProps<Row> {
  /** Shown above; says what it is about, with unit and period. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  cut: string;
  /** Further lines of an export: 口径, period. */
  about?: readonly (readonly [string, string])[];
  tools?: ReactNode;
  /** How it is sorted until the reader says otherwise. */
  firstBy?: { key: string; down: boolean };
}

/** Rows beyond these are drawn as they come into view. */
const ALL_DRAWN = 300;
const ROW_HEIGHT = 36;

/** A table that can be sorted, exported and printed, and that stays quick at tens of thousands of rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, cut, about = [], tools, firstBy } = props;
  const { t, language } = useLanguage();
  const { address } = useAddress();
  const [sort, setSort] = useState(firstBy);
  const sorted = sort
    ? sortedBy(
        rows,
        columns.find(({ key }) => key === sort.key)!,
        sort.down,
      )
    : rows;

  const sheet = (): Sheet => ({
    title: caption,
    about: [
      ...about,
      // Unless the table has a unit of its own.
      ...(about.some(([name]) => name === t(tables.unit))
        ? []
        : [[t(tables.unit), t(UNIT_NAMES[address.unit])] as const]),
      ...(address.asOf ? [[t(tables.asOf), address.asOf] as const] : []),
      [t(tables.cut), cut ? `${instantText(cut)} (Asia/Shanghai)` : '—'],
    ],
    headers: columns.map(({ header }) => header),
    rows: sorted.map((row) => columns.map(({ value }) => value(row))),
  });

  return (
    <div className="data-table">
      <div className="table-head">
        <p className="caption">{caption}</p>
        <div className="tools">
          {tools}
          <button type="button" onClick={() => saveCsv(sheet())}>
            {t(tables.csv)}
          </button>
          <button type="button" onClick={() => void saveXlsx(sheet())}>
            {t(tables.xlsx)}
          </button>
        </div>
      </div>
      <Rows
        label={caption}
        columns={columns}
        rows={sorted}
        keyOf={keyOf}
        sort={sort}
        onSort={(key) =>
          setSort((before) =>
            before?.key !== key
              ? { key, down: true }
              : before.down
                ? { key, down: false }
                : undefined,
          )
        }
        sortWord={language === 'zh' ? tables.sort.zh : tables.sort.en}
        empty={t(tables.empty)}
      />
    </div>
  );
}

function sortedBy<Row>(rows: readonly Row[], { value }: Column<Row>, down: boolean): Row[] {
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return typeof x === 'number' && typeof y === 'number'
      ? sign * (x - y)
      : sign * String(x).localeCompare(String(y), 'zh-CN');
  });
}

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

function Rows<Row>({ label, columns, rows, keyOf, sort, onSort, sortWord, empty }: RowsProps<Row>) {
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
            <tr key={keyOf(rows[n]!)} aria-rowindex={n + 2}>
              {columns.map(({ key, cell, numeric, short }, place) =>
                place === 0 ? (
                  <th key={key} scope="row" className={numeric ? 'numeric' : ''}>
                    {cell(rows[n]!)}
                  </th>
                ) : (
                  <td key={key} className={numeric ? 'numeric' : short ? 'short' : ''}>
                    {cell(rows[n]!)}
                  </td>
                ),
              )}
            </tr>
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

const Gap = ({ height, width }: { height: number; width: number }) => (
  <tr aria-hidden="true">
    <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
  </tr>
);
