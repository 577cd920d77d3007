import { useEffect, useRef } from 'react';
import { AskError } from '../data/ask.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';
import type { Text } from '../words/text.ts';

interface FailureProps {
  error: Error;
  /** What has not come about. */
  what?: Text;
  again?: () => void;
  /** It stands where something was: the keyboard goes on here, unless it is elsewhere. */
  takesFocus?: boolean;
}

/** Why something could not be had, and what to do. */
export function Failure({ error, what = shell.failed, again, takesFocus = false }: FailureProps) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) box.current?.focus();
  }, [takesFocus]);
  const known = error instanceof AskError ? error : undefined;
  return (
    <div className="failure" role="alert" ref={box} tabIndex={takesFocus ? -1 : undefined}>
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
