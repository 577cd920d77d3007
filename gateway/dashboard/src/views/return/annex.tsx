import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { ret } from '../../words/return.ts';
import type { Borrowers, Form } from './draft.ts';

interface Line {
  enterprise: string;
  column: string;
  rows: readonly string[];
}

/** The borrowers behind the counts: how many, which, and one more or less. */
export function Annex({
  form,
  borrowers,
  onChange,
}: {
  form: Form;
  borrowers: Borrowers;
  onChange: (borrowers: Borrowers) => void;
}) {
  const { t } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const lines = borrowers.flatMap(({ enterprise, rows }) =>
    Object.entries(rows).map(([column, named]): Line => ({ enterprise, column, rows: named })),
  );
  const without = ({ enterprise, column }: Pick<Line, 'enterprise' | 'column'>): Borrowers =>
    borrowers.flatMap((one) => {
      if (one.enterprise !== enterprise) return [one];
      const rows = Object.entries(one.rows).filter(([name]) => name !== column);
      return rows.length === 0 ? [] : [{ enterprise, rows: Object.fromEntries(rows) }];
    });
  const add = (line: Line) => {
    const rest = without(line);
    const before = rest.find(({ enterprise }) => enterprise === line.enterprise);
    const rows = { ...before?.rows, [line.column]: [...line.rows] };
    onChange([...rest.filter((one) => one !== before), { enterprise: line.enterprise, rows }]);
  };
  const columns: Column<Line>[] = [
    {
      key: 'enterprise',
      header: t(ret.enterprise),
      cell: ({ enterprise }) => enterprise,
      value: ({ enterprise }) => enterprise,
    },
    {
      key: 'column',
      header: t(ret.column),
      cell: ({ column }) => column,
      value: ({ column }) => column,
    },
    {
      key: 'rows',
      header: t(ret.rows),
      cell: ({ rows }) => rows.join(' '),
      value: ({ rows }) => rows.join(' '),
    },
    {
      key: 'remove',
      header: '',
      cell: (line) => (
        <button
          type="button"
          aria-label={`${t(ret.remove)} ${line.enterprise} ${line.column}`}
          onClick={() => onChange(without(line))}
        >
          {t(ret.remove)}
        </button>
      ),
      value: () => '',
    },
  ];
  return (
    <Panel
      title={`${t(ret.annex)} · ${borrowers.length} ${t(ret.borrowers)}`}
      note={t(ret.annexHint)}
      className="annex"
    >
      <div className="tools">
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(ret.showAnnex)}
        </button>
      </div>
      {isOpen && (
        <>
          <AddLine form={form} onAdd={add} />
          <DataTable
            caption={t(ret.annex)}
            columns={columns}
            rows={lines}
            keyOf={({ enterprise, column }) => `${enterprise} ${column}`}
            cut=""
          />
        </>
      )}
    </Panel>
  );
}

function AddLine({ form, onAdd }: { form: Form; onAdd: (line: Line) => void }) {
  const { t } = useLanguage();
  const counts = form.columns.filter(({ kind }) => kind === 'COUNT');
  return (
    <form
      className="add-line"
      onSubmit={(event) => {
        event.preventDefault();
        const said = new FormData(event.currentTarget);
        const text = (name: string) => String(said.get(name) ?? '').trim();
        const rows = text('rows')
          .split(/[\s,;，；、]+/)
          .filter(Boolean);
        if (text('enterprise') === '' || rows.length === 0) return;
        onAdd({ enterprise: text('enterprise'), column: text('column'), rows });
        event.currentTarget.reset();
      }}
    >
      <label>
        {t(ret.enterprise)} <input name="enterprise" required />
      </label>
      <label>
        {t(ret.column)}{' '}
        <select name="column">
          {counts.map(({ code, name }) => (
            <option key={code} value={code}>
              {code} {t(name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t(ret.rows)} <input name="rows" required placeholder="1.1.1 1.2.1" />
      </label>
      <button type="submit">{t(ret.addBorrower)}</button>
    </form>
  );
}
