import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { putAwaySlip, useSlip } from '../data/slips.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';
import { Failure } from './failure.tsx';

/** What the last thing that was done came to, where it failed; whatever is shown stays. */
export function Slip() {
  const slip = useSlip();
  const { t } = useLanguage();
  const [path] = useLocation();
  // Of the view before.
  useEffect(() => () => putAwaySlip(), [path]);
  if (!slip) return null;
  return (
    <div className="slip">
      <Failure error={slip} what={shell.slipped} />
      <button type="button" onClick={putAwaySlip}>
        {t(shell.putAway)}
      </button>
    </div>
  );
}
