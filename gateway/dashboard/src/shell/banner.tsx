import { useLive } from '../data/live.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';

/** Says when the connection or a service is lost; what is shown stays. */
export function Banner() {
  const { connected, silent } = useLive();
  const { t } = useLanguage();
  const text = !connected
    ? t(shell.lost)
    : silent.length > 0
      ? t(shell.silent) + silent.join(', ')
      : '';
  return (
    <div role="status" aria-live="polite">
      {text && <p className="banner">⚠ {text}</p>}
    </div>
  );
}
