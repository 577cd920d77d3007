import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';

const SHOWN = 5;

/** Why a block was not taken: part of it has no place, and would have been left out without a word. */
export function PastedBeyond({ lost }: { lost: readonly string[] }) {
  const { t } = useLanguage();
  if (lost.length === 0) return null;
  const more = lost.length > SHOWN ? '…' : '';
  return (
    <p className="failure" role="alert">
      {t(ret.pastedBeyond)} {lost.slice(0, SHOWN).join(' · ')}
      {more}
    </p>
  );
}
