import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { type Borrowers, type Form, pastedBlock } from './draft.ts';
import { borrowerOf, borrowersIn } from './pasted.ts';
import { PastedBeyond } from './pasted-beyond.tsx';

type Borrower = Borrowers[number];

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
  const [lost, setLost] = useState<readonly string[]>([]);
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
        const pasted = borrowersIn(block, columns);
        setLost(pasted.lost);
        if (pasted.lost.length === 0) onSave(pasted.taken);
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
      <PastedBeyond lost={lost} />
    </form>
  );
}
