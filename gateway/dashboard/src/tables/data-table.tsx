import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { instantText, UNIT_NAMES } from '../figures/format.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { tables } from '../words/tables.ts';
import type { Column } from './column.ts';
import { saveCsv, saveXlsx } from './export.ts';
import { matching, sortedBy } from './order.ts';
import { Rows } from './rows.tsx';
import type { Sheet } from './sheet.ts';

export type { Column };

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

/** Fewer rows than these are found at a glance. */
const WORTH_SEARCHING = 24;

/** A table that can be sorted, exported and printed, and that stays quick at tens of thousands of rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, cut, about = [], tools, firstBy } = props;
  const { t, language } = useLanguage();
  const { address } = useAddress();
  const [sort, setSort] = useState(firstBy);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const sorted = useMemo(() => {
    const values = columns.map(({ value }) => value);
    const found = matching(rows, values, wanted);
    const by = sort && columns.find(({ key }) => key === sort.key);
    return by ? sortedBy(found, by.value, sort.down) : found;
  }, [rows, columns, sort, wanted]);

  const sheet = (): Sheet => ({
    title: caption,
    about: [
      ...about,
      // Unless the table has a unit of its own.
      ...(about.some(([name]) => name === t(tables.unit))
        ? []
        : [[t(tables.unit), t(UNIT_NAMES[address.unit])] as const]),
      ...(wanted ? [[t(tables.search), wanted] as const] : []),
      ...(address.asOf ? [[t(tables.asOf), address.asOf] as const] : []),
      [t(tables.cut), cut ? `${instantText(cut)} (Asia/Shanghai)` : '—'],
    ],
    headers: columns.map(({ header }) => header),
    rows: sorted.map((row) => columns.map(({ value }) => value(row))),
  });

  return (
    <div className="data-table">
      <div className="table-head">
        <p className="caption">
          {caption}
          {wanted && ` · ${t(tables.search)} “${wanted}” ${sorted.length} / ${rows.length}`}
        </p>
        <div className="tools">
          {tools}
          {rows.length > WORTH_SEARCHING && (
            <input
              type="search"
              aria-label={`${t(tables.search)} ${caption}`}
              placeholder={t(tables.search)}
              value={search}
              onChange={({ target }) => setSearch(target.value)}
            />
          )}
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
        empty={t(wanted ? tables.nothing : tables.empty)}
      />
    </div>
  );
}
