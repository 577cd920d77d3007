import { AskError } from '../data/ask.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';
import type { Text } from '../words/text.ts';

/** Why something could not be had, and what to do. */
export function Failure({
  error,
  what = shell.failed,
  again,
}: {
  error: Error;
  /** What has not come about. */
  what?: Text;
  again?: () => void;
}) {
  const { t } = useLanguage();
  const known = error instanceof AskError ? error : undefined;
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{t(what)}</strong> {known ? t(known.text) : error.message}
      </p>
      {known?.fix && <p>{t(known.fix)}</p>}
      {again && (
        <button type="button" onClick={again}>
          {t(shell.again)}
        </button>
      )}
    </div>
  );
}
