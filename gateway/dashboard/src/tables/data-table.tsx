import { type ReactNode, useContext, useDeferredValue, useMemo, useState } from 'react';
import { UNIT_NAMES } from '../figures/format.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { tables } from '../words/tables.ts';
import { type Line, useHead } from './about.ts';
import { type Column, measureIn } from './column.ts';
import { saveCsv, saveXlsx } from './export.ts';
import { shownAs, type Value } from '../figures/measure.ts';
import { matching, sortedBy } from './order.ts';
import { Rows } from './rows.tsx';
import { type Sheet, tableOf } from './sheet.ts';
import { Behind, SheetMark } from './view-tables.tsx';

export type { Column };

interface DataTableProps<Row> {
  /** Shown above, and in the name of a file: says what it is about, with bank and period. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** 全省, 合计: below the rows of what is taken along. */
  total?: Row | undefined;
  keyOf: (row: Row) => string;
  cut: string;
  /** Further lines of an export: 口径, period. */
  about?: readonly Line[];
  tools?: ReactNode;
  /** How it is sorted until the reader says otherwise. */
  firstBy?: { key: string; down: boolean };
}

/** Fewer rows than these are found at a glance. */
const WORTH_SEARCHING = 24;

/** A table that can be sorted, exported and printed, and that stays quick at tens of thousands of rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, total, keyOf, cut, about = [], tools, firstBy } = props;
  const { t, language } = useLanguage();
  const { address } = useAddress();
  const isBehind = useContext(Behind);
  const headOf = useHead();
  const [sort, setSort] = useState(firstBy);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const sorted = useMemo(() => {
    const texts = columns.map((column) => (row: Row) => textIn(column, row));
    const found = matching(rows, texts, wanted);
    const by = sort && columns.find(({ key }) => key === sort.key);
    return by ? sortedBy(found, (row) => rankIn(by, row), sort.down) : found;
  }, [rows, columns, sort, wanted]);

  const sheet = (): Sheet => {
    const hasMoney = columns.some(
      (column) => typeof column.as === 'function' || column.as?.unit === UNIT_NAMES[address.unit],
    );
    return {
      name: caption,
      title: caption,
      about: headOf(
        [...about, ...(wanted ? [[t(tables.search), wanted] as const] : [])],
        cut,
        hasMoney,
      ),
      // What was looked for is a part, and no part has the whole's total.
      ...tableOf(columns, sorted, wanted ? undefined : total, t, t(tables.unitOf)),
    };
  };
  const mark = <SheetMark sheet={sheet} isEmpty={rows.length === 0} />;
  if (isBehind) return mark;

  return (
    <div className="data-table">
      {mark}
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
          <button type="button" onClick={() => void saveXlsx([sheet()], caption)}>
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

/** As a reader who looks for something sees it. */
const textIn = <Row,>(column: Column<Row>, row: Row): string => {
  const value = column.value(row);
  return value === null ? (column.missing?.(row) ?? '') : shownAs(measureIn(column, row), value);
};

/** By which rows are put in order. */
const rankIn = <Row,>(column: Column<Row>, row: Row): Value => {
  const value = column.value(row);
  return value !== null && measureIn(column, row).kind === 'NUMBER' ? Number(value) : value;
};
