import { useState } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import type { FigureInput } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { Figure } from '../../figures/figure.tsx';
import { plain, shown, unitName } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { ret } from '../../words/return.ts';
import type { Form } from './draft.ts';

interface OwnProps {
  form: Form;
  period: string;
  institution: string;
}

/** What the return says of the institution, as everybody else reads it. */
export function OwnFigures({ form, period, institution }: OwnProps) {
  const { address, change } = useAddress();
  const { t } = useLanguage();
  const populations = [
    ...new Set(form.rows.flatMap(({ population }) => (population === null ? [] : [population]))),
  ];
  const population = populations.includes(address.population)
    ? address.population
    : (populations[0] ?? '_T');
  const row = form.rows.find((one) => one.population === population);
  const own = (row?.metrics ?? {}) as Record<string, string>;
  const metrics = new Map(
    form.columns.map(({ code, metric, name }) => [own[code] ?? metric, name]),
  );
  const figures = [...metrics.keys()].map((metric): FigureInput => ({
    ...{ metric, period, reporter: institution, basis: 'RETURN' },
    ...(population !== '_T' && population !== 'ALL' && { population }),
  }));
  const asked = useAsk('Points', { figures });
  const points = asked.data?.data.observations ?? [];
  type Point = (typeof points)[number];
  const nameOf = ({ metric }: Point) => t(metrics.get(metric) ?? { zh: metric, en: metric });
  const columns: Column<Point>[] = [
    { key: 'item', header: t(ret.item), cell: nameOf, value: nameOf },
    {
      key: 'value',
      header: t(ret.value),
      numeric: true,
      cell: (point) => <Figure figure={point} withUnit />,
      value: ({ value, unit }) => (value === null ? null : plain(shown(value, unit, address.unit))),
    },
  ];
  return (
    <Panel
      title={t(ret.figures)}
      note={t(ret.figuresHint)}
      asked={{ name: 'Points', variables: { figures } }}
    >
      <select
        aria-label={t(ret.item)}
        value={population}
        onChange={({ target }) => change({ population: target.value })}
      >
        {populations.map((code) => (
          <option key={code} value={code}>
            {t(populationName(code))}
          </option>
        ))}
      </select>
      <DataTable
        caption={`${t(populationName(population))} · ${period}`}
        columns={columns}
        rows={points}
        keyOf={({ figureId }) => figureId}
        cut={asked.data?.cut ?? ''}
      />
    </Panel>
  );
}

/** All institutions together; the peers of one kind are often too few for a median. */
const EVERYBODY = '_T';

const RANKED = ['LN_BAL', 'LN_BRW', 'R_NPL'] as const;

/** Where the institution stands among its peers, and how far from the median. */
export function OwnRank({ period, peerGroup }: { period: string; peerGroup: string }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const [group, setGroup] = useState<string>(EVERYBODY);
  const groups = [...new Set([EVERYBODY, peerGroup])];
  return (
    <Panel
      title={t(ret.rank)}
      note={`${t(populationName(address.population))} · ${t(ret.rankHint)}`}
    >
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
        {RANKED.map((metric) => (
          <Place key={metric} metric={metric} period={period} peerGroup={group} />
        ))}
      </div>
      <p>
        <Link href={to('/ranking', { group })}>{t(ret.league)}</Link>
      </p>
    </Panel>
  );
}

function Place({
  metric,
  period,
  peerGroup,
}: {
  metric: string;
  period: string;
  peerGroup: string;
}) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const population = address.population === '_T' ? null : address.population;
  const ranked = useAsk('LeagueTable', {
    ...{ metric, period, population, basis: null, peerGroup, by: 'LEVEL', first: 500 },
  });
  const names = useAsk('Metrics', {});
  const table = ranked.data?.data.ranking;
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
