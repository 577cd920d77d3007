import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { Panel } from '../../charts/panel.tsx';
import type { LeagueTableQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { difference } from '../../figures/decimal.ts';
import { Figure } from '../../figures/figure.tsx';
import { type FigureUnit, periodName, plain, shown, unitName } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';
import { basisOf, type Ranked } from './metrics.ts';
import { Standing } from './standing.tsx';

type Row = NonNullable<LeagueTableQuery['ranking']>['rows'][number];

interface LeagueProps {
  metric: Ranked;
  period: string;
  group: Ranked['groups'][number];
  by: Ranked['kinds'][number];
}

/** The league table; a bank sees its own row, its place, and how far it is from the median. */
export function League({ metric, period, group, by }: LeagueProps) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const about = useAbout(period);
  const ofAll = !metric.ofPopulation || address.population === '_T';
  const variables = {
    metric: metric.code,
    period,
    population: ofAll ? null : address.population,
    basis: basisOf(metric, address),
    peerGroup: group,
    by,
    first: 500,
  };
  const asked = useAsk('LeagueTable', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const table = asked.data?.data.ranking;
  if (!table) return <p className="loading">{t(shell.loading)}</p>;
  const { rows, median, n, expected, scope } = table;
  const unit: FigureUnit =
    rows[0]?.observation.unit ??
    (by !== 'LEVEL' || metric.code.startsWith('R_')
      ? 'RATIO'
      : metric.code === 'LN_BRW'
        ? 'COUNT'
        : 'YUAN');
  const unitText = t(by.startsWith('PP_') ? ranking.points : unitName(unit, address.unit));
  // Of two percentages the difference is in points.
  const gapUnit = t(unit === 'RATIO' ? ranking.points : unitName(unit, address.unit));
  const text = (value: string) => shown(value, unit, address.unit);
  const gapOf = ({ observation: { value } }: Row): string | null => {
    const gap = value === null || median === null ? null : difference(value, median, 6);
    return gap && text(gap.replaceAll(/[+,]/g, ''));
  };
  const nameOf = ({ observation: { institution, reporter } }: Row) =>
    institution ? t(institution.name) : reporter;
  const columns: Column<Row>[] = [
    {
      key: 'place',
      header: t(ranking.place),
      numeric: true,
      cell: ({ rank }) => rank ?? '—',
      value: ({ rank }) => rank,
    },
    { key: 'institution', header: t(ranking.institution), cell: nameOf, value: nameOf },
    {
      key: 'value',
      header: `${t(ranking[by])}${unitText && !by.startsWith('PP_') ? ` (${unitText})` : ''}`,
      numeric: true,
      cell: ({ observation }) => <Figure figure={observation} />,
      value: ({ observation: { value } }) => (value === null ? null : plain(text(value))),
    },
    {
      key: 'gap',
      header: `${t(ranking.gap)}${gapUnit && ` (${gapUnit})`}`,
      numeric: true,
      cell: (row) => signed(gapOf(row)),
      value: (row) => {
        const gap = gapOf(row);
        return gap === null ? null : plain(gap);
      },
    },
  ];
  const what = [
    t(metric.name),
    ...(ofAll ? [] : [t(populationName(address.population))]),
    t(nameOfCode('peerGroup', group)),
    t(periodName(period)),
  ].join(' · ');
  const middle = median === null ? t(ranking.masked) : `${text(median)} ${unitText}`;
  const [own] = rows;
  return (
    <Panel
      className="fill"
      title={t(ranking.league)}
      note={`${t(ranking.of)} ${n}/${expected} · ${t(ranking.median)} ${middle}`}
      asked={{ name: 'LeagueTable', variables }}
    >
      {scope === 'OWN' && <p className="note">{t(ranking.own)}</p>}
      {scope === 'OWN' && own && (
        <Standing
          place={own.rank}
          ties={own.ties}
          n={n}
          value={
            <>
              <Figure figure={own.observation} /> <small>{unitText}</small>
            </>
          }
          median={middle}
          gap={gapOf(own) === null ? '—' : `${signed(gapOf(own))} ${gapUnit}`}
        />
      )}
      {scope === 'OWN' && !own && <p>{t(ranking.notAPeer)}</p>}
      {(scope === 'ALL' || own) && (
        <DataTable
          caption={what}
          columns={columns}
          rows={rows}
          keyOf={({ observation }) => observation.reporter}
          cut={asked.data?.cut ?? ''}
          about={about}
        />
      )}
    </Panel>
  );
}

const signed = (gap: string | null): string =>
  gap === null ? '—' : plain(gap) > 0 ? `+${gap}` : gap;
