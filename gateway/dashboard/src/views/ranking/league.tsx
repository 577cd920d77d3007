import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { Panel } from '../../charts/panel.tsx';
import type { FigureInput, LeagueTableQuery, Operations } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { difference } from '../../figures/decimal.ts';
import { Figure } from '../../figures/figure.tsx';
import { type FigureUnit, periodName } from '../../figures/format.ts';
import { COUNT, type Measure, measureOf, POINTS, shownAs, signed } from '../../figures/measure.ts';
import { populationName } from '../../figures/populations.ts';
import { behind } from '../../figures/told.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn, figureColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';
import { tables } from '../../words/tables.ts';
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
  const table = asked.data?.data.ranking;
  // The whole is a figure of its own, of whoever reports: no row's sum, and of no group that is no reporter.
  const whole = useAsk(
    'Points',
    { figures: [wholeOf(variables)] },
    { enabled: table !== undefined },
  ).data?.data.observations?.[0];
  const figures = table?.rows.map(({ observation }) => observation);
  const about = useAbout(period, figures, metric.basis === 'RETURN' ? 'RETURN' : undefined);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  if (!table) return <p className="loading">{t(shell.loading)}</p>;
  const { rows, median, n, expected, scope } = table;
  const unit: FigureUnit =
    rows[0]?.observation.unit ??
    (by !== 'LEVEL' || metric.code.startsWith('R_')
      ? 'RATIO'
      : metric.code === 'LN_BRW'
        ? 'COUNT'
        : 'YUAN');
  const as = by.startsWith('PP_') ? POINTS : measureOf(unit, address.unit);
  // Of two percentages the difference is in points.
  const asGap = signed(unit === 'RATIO' ? POINTS : as);
  const inUnit = ({ unit: of }: Measure, text: string) => (of ? `${text} ${t(of)}` : text);
  const gapOf = ({ observation: { value } }: Row): string | null =>
    value === null || median === null
      ? null
      : (difference(value, median, 6)?.replaceAll(/[+,]/g, '') ?? null);
  const nameOf = ({ observation: { institution, reporter } }: Row) =>
    institution ? t(institution.name) : reporter === '_T' ? t(tables.total) : reporter;
  const context = { t, unit: address.unit };
  const columns: Column<Row>[] = [
    { key: 'place', header: t(ranking.place), as: COUNT, value: ({ rank }) => rank },
    { key: 'institution', header: t(ranking.institution), value: nameOf },
    codeColumn(context, ({ observation: { reporter } }) => (reporter === '_T' ? null : reporter)),
    figureColumn(context, {
      key: 'value',
      header: t(ranking[by]),
      of: ({ observation }) => observation,
      as,
    }),
    {
      key: 'gap',
      header: t(ranking.gap),
      as: asGap,
      value: (row) => (row.observation.reporter === '_T' ? null : gapOf(row)),
    },
    ...toldColumns<Row>(context, ({ observation }) => observation),
  ];
  const total: Row | undefined =
    whole && group === '_T' && scope === 'ALL'
      ? {
          rank: null,
          ties: null,
          observation: { ...whole, institution: null },
        }
      : undefined;
  const who = whole && behind(whole);
  const lines = ofAll ? about.slice(1) : about;
  const what = [
    t(metric.name),
    ...(ofAll ? [] : [t(populationName(address.population))]),
    t(nameOfCode('peerGroup', group)),
    t(periodName(period)),
  ].join(' · ');
  const middle = median === null ? t(ranking.masked) : inUnit(as, shownAs(as, median));
  const [own] = rows;
  return (
    <Panel
      className="fill"
      title={t(ranking.league)}
      note={[`${t(ranking.of)} ${n}/${expected}`, who && t(who), `${t(ranking.median)} ${middle}`]
        .filter(Boolean)
        .join(' · ')}
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
              <Figure figure={own.observation} /> <small>{as.unit && t(as.unit)}</small>
            </>
          }
          median={middle}
          gap={gapOf(own) === null ? '—' : inUnit(asGap, shownAs(asGap, gapOf(own)))}
        />
      )}
      {scope === 'OWN' && !own && <p>{t(ranking.notAPeer)}</p>}
      {(scope === 'ALL' || own) && (
        <DataTable
          caption={what}
          columns={columns}
          rows={rows}
          total={total}
          keyOf={({ observation }) => observation.reporter}
          cut={asked.data?.cut ?? ''}
          about={lines}
        />
      )}
    </Panel>
  );
}

/** The same of all who report, with what is done to it. */
const wholeOf = ({
  metric,
  period,
  population,
  basis,
  by,
}: Operations['LeagueTable']['variables']): FigureInput => ({
  ...{ metric, period, transform: by },
  ...(population && { population }),
  ...(basis && { basis }),
});
