import { useEffect, useRef } from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { type Borrowers, type Form, pastedBlock } from './draft.ts';

type Borrower = Borrowers[number];

const rowsIn = (text: string): string[] => text.split(/[\s,;，；、]+/).filter(Boolean);

/** Lines of a spreadsheet: an enterprise, then its rows in each count column. */
const borrowersIn = (block: readonly string[][], columns: Form['columns']): Borrowers =>
  block.flatMap(([enterprise = '', ...rows]) =>
    enterprise === '' ? [] : [borrowerOf(enterprise, columns, (_, n) => rows[n] ?? '')],
  );

const borrowerOf = (
  enterprise: string,
  columns: Form['columns'],
  textOf: (code: string, n: number) => string,
): Borrower => ({
  enterprise,
  rows: Object.fromEntries(
    columns.flatMap(({ code }, n) => {
      const named = rowsIn(textOf(code, n));
      return named.length > 0 ? [[code, named] as const] : [];
    }),
  ),
});

/** One enterprise of the annex with its rows, new or edited; or many at once, pasted from a spreadsheet. */
export function BorrowerForm({
  columns,
  edited,
  onSave,
  onCancel,
}: {
  columns: Form['columns'];
  edited: Borrower | undefined;
  onSave: (borrowers: Borrowers) => void;
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
      onPaste={(event) => {
        const block = pastedBlock(event.clipboardData.getData('text/plain'));
        if (block.length === 1 && block[0]!.length === 1) return;
        event.preventDefault();
        onSave(borrowersIn(block, columns));
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const said = new FormData(event.currentTarget);
        const text = (name: string) => String(said.get(name) ?? '').trim();
        onSave([borrowerOf(text('enterprise'), columns, text)]);
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
