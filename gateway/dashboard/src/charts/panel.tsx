import { type ReactNode, useState } from 'react';
import { arriving } from '../data/arriving.ts';
import type { Operations } from '../data/operations.ts';
import { Boundary } from '../shell/boundary.tsx';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { Behind } from '../tables/view-tables.tsx';
import { charts } from '../words/charts.ts';

export interface Asked<Name extends keyof Operations = keyof Operations> {
  name: Name;
  variables: object;
}

interface PanelProps {
  title: string;
  /** What the figures are about: 口径, period, unit. */
  note?: string;
  chart?: ReactNode;
  /** The same numbers. */
  table?: ReactNode;
  children?: ReactNode;
  asked?: Asked;
  className?: string;
}

/** A part of a view: a chart with its table, and the query that it really used. */
export function Panel({ title, note, chart, table, children, asked, className = '' }: PanelProps) {
  const [asTable, setAsTable] = useState(false);
  const { t, language } = useLanguage();
  const { address } = useAddress();
  return (
    <section className={`panel ${className}`}>
      <header>
        <h2>{title}</h2>
        {note && <p className="note">{note}</p>}
        <div className="tools">
          {chart && table && (
            <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t(asTable ? charts.asChart : charts.asTable)}
            </button>
          )}
          {asked && (
            <button type="button" onClick={() => void openWorkshop(asked, address.asOf, language)}>
              {t(charts.api)}
            </button>
          )}
        </div>
      </header>
      <Boundary>
        {chart && !asTable ? (
          <>
            {chart}
            <Behind value={true}>{table}</Behind>
          </>
        ) : (
          table
        )}
        {children}
      </Boundary>
    </section>
  );
}

/** The GraphQL workshop with this operation and its variables, as the page asked it. */
async function openWorkshop({ name, variables }: Asked, asOf: string, lang: string) {
  const { TEXTS } = await arriving(() => import('../data/texts.ts'));
  const parts = {
    query: TEXTS[name],
    variables: JSON.stringify(variables, null, 2),
    headers: JSON.stringify(asOf ? { 'As-Of': asOf } : {}),
    lang,
  };
  const list = Object.entries(parts).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  window.open(`/altair/#${list.join('&')}`, '_blank', 'noopener');
}
