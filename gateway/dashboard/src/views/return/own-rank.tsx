import { useState } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import { useAsk } from '../../data/use-ask.ts';
import { Figure } from '../../figures/figure.tsx';
import { periodName, plain, shown, unitName } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { lengthened, NOW } from './which.ts';

/** All institutions together; the peers of one kind are often too few for a median. */
const EVERYBODY = '_T';

/** By what an institution is ranked: lenders by what stands at the period's end, insurers by what was written in it. */
const RANKED: Readonly<Record<string, readonly string[]>> = {
  BANK: ['LN_BAL', 'LN_BRW', 'R_NPL'],
  INSURER: ['INS_COVER_WRITTEN', 'INS_PREM', 'INS_ENT'],
};

interface OwnRankProps {
  kind: string;
  period: string;
  peerGroup: string;
}

/** Where the institution stands among its peers, and how far from the median. */
export function OwnRank({ kind, period, peerGroup }: OwnRankProps) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const [group, setGroup] = useState<string>(EVERYBODY);
  const ranked = RANKED[kind];
  if (!ranked) return null;
  const isBank = kind === 'BANK';
  const of = isBank ? period : lengthened(period);
  // Insurance is not split by population.
  const population = isBank && address.population !== '_T' ? address.population : null;
  const about = isBank ? populationName(address.population) : periodName(of);
  const groups = [...new Set([EVERYBODY, peerGroup])];
  return (
    <Panel title={t(ret.rank)} note={`${t(about)} · ${t(ret.rankHint)}`}>
      <select
        aria-label={t(ret.among)}
        value={group}
        onChange={({ target }) => setGroup(target.value)}
      >
        {groups.map((one) => (
          <option key={one} value={one}>
            {t(one === EVERYBODY ? ret.everybody : ret.ownGroup)}
          </option>
        ))}
      </select>
      <div className="cards">
        {ranked.map((metric) => (
          <Place key={metric} {...{ metric, population, period: of, peerGroup: group }} />
        ))}
      </div>
      {isBank && (
        <p>
          <Link href={to('/ranking', { group })}>{t(ret.league)}</Link>
        </p>
      )}
    </Panel>
  );
}

interface PlaceProps {
  metric: string;
  population: string | null;
  period: string;
  peerGroup: string;
}

function Place({ metric, population, period, peerGroup }: PlaceProps) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const table = useAsk(
    'LeagueTable',
    { metric, period, population, basis: 'RETURN', peerGroup, by: 'LEVEL', first: 500 },
    NOW,
  ).data?.data.ranking;
  const names = useAsk('Metrics', {});
  const own = table?.rows[0];
  if (!table || !own) return null;
  const name = names.data?.data.metrics?.find(({ code }) => code === metric)?.name;
  const { value, unit } = own.observation;
  const text = (amount: string) => shown(amount, unit, address.unit);
  const gap =
    value === null || table.median === null
      ? null
      : (plain(text(value)) - plain(text(table.median))).toLocaleString('en', {
          ...{ minimumFractionDigits: unit === 'COUNT' ? 0 : 2, maximumFractionDigits: 2 },
          signDisplay: 'exceptZero',
        });
  return (
    <div className="card">
      <h3>{name ? t(name) : metric}</h3>
      <p>
        <Figure figure={own.observation} withUnit />
      </p>
      <dl>
        <div className="move">
          <dt>{t(ret.place)}</dt>
          <dd>
            {own.rank ?? '—'} / {table.n}
          </dd>
        </div>
        <div className="move">
          <dt>{t(ret.median)}</dt>
          <dd>{table.median === null ? '—' : text(table.median)}</dd>
        </div>
        <div className="move">
          <dt>{t(ret.gap)}</dt>
          <dd>
            {gap ?? '—'} {gap && t(unit === 'RATIO' ? ret.points : unitName(unit, address.unit))}
          </dd>
        </div>
      </dl>
      {table.median === null && <p className="note">{t(ret.few)}</p>}
    </div>
  );
}
