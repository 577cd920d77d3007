import type { ReactNode } from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ranking } from '../../words/ranking.ts';

interface StandingProps {
  place: number | null;
  ties: number | null;
  n: number;
  value: ReactNode;
  median: string;
  gap: string;
}

/** Where an institution stands among peers whom it does not see. */
export function Standing({ place, ties, n, value, median, gap }: StandingProps) {
  const { t } = useLanguage();
  const isTied = ties !== null && ties > 1;
  return (
    <dl className="counts standing">
      <div>
        <dt>{t(ranking.place)}</dt>
        <dd>
          {place ?? '—'}
          <small>
            {' '}
            / {n} {isTied && `(${t(ranking.tied)} ${ties})`}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t(ranking.ownValue)}</dt>
        <dd>{value}</dd>
      </div>
      <div>
        <dt>{t(ranking.median)}</dt>
        <dd>{median}</dd>
      </div>
      <div>
        <dt>{t(ranking.gap)}</dt>
        <dd>{gap}</dd>
      </div>
    </dl>
  );
}
