import { pause, useLive } from '../data/live.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';

/** Whether figures follow what comes in, and the switch that stops them. */
export function LiveMark() {
  const { paused, connected } = useLive();
  const { address } = useAddress();
  const { t } = useLanguage();
  if (address.asOf) return null;
  return (
    <button
      type="button"
      className={paused || !connected ? 'live off' : 'live'}
      aria-pressed={paused}
      title={t(paused ? shell.resume : shell.pause)}
      onClick={() => pause(!paused)}
    >
      <span aria-hidden="true">{paused ? '❚❚' : '●'}</span> {t(paused ? shell.resume : shell.live)}
    </button>
  );
}
