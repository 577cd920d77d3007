import { useEffect, useRef } from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Borrowers, Form } from './draft.ts';

type Borrower = Borrowers[number];

const rowsIn = (text: string): string[] => text.split(/[\s,;，；、]+/).filter(Boolean);

/** One enterprise of the annex with its rows, new or edited. */
export function BorrowerForm({
  columns,
  edited,
  onSave,
  onCancel,
}: {
  columns: Form['columns'];
  edited: Borrower | undefined;
  onSave: (borrower: Borrower) => void;
  onCancel: () => void;
}) {
  const { t } = useLanguage();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (edited) first.current?.focus();
  }, [edited]);
  return (
    <form
      className="add-line"
      onSubmit={(event) => {
        event.preventDefault();
        const said = new FormData(event.currentTarget);
        const text = (name: string) => String(said.get(name) ?? '').trim();
        const rows = columns.flatMap(({ code }) => {
          const named = rowsIn(text(code));
          return named.length > 0 ? [[code, named] as const] : [];
        });
        onSave({ enterprise: text('enterprise'), rows: Object.fromEntries(rows) });
        event.currentTarget.reset();
      }}
    >
      <label>
        {t(ret.enterprise)}{' '}
        <input ref={first} name="enterprise" required defaultValue={edited?.enterprise} />
      </label>
      {columns.map(({ code, name }) => (
        <label key={code}>
          {code} {t(name)} · {t(ret.rows)}{' '}
          <input
            name={code}
            placeholder="1.1.1 1.2.1"
            defaultValue={edited?.rows[code]?.join(' ')}
          />
        </label>
      ))}
      <button type="submit">{t(edited ? ret.save : ret.addBorrower)}</button>
      {edited && (
        <button type="button" onClick={onCancel}>
          {t(ret.cancel)}
        </button>
      )}
    </form>
  );
}
