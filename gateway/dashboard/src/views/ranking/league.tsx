import { Panel } from '../../charts/panel.tsx';
import type { LeagueTableQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { Figure } from '../../figures/figure.tsx';
import { periodName, plain, shown, unitName } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { ranking } from '../../words/ranking.ts';

type Row = NonNullable<LeagueTableQuery['ranking']>['rows'][number];

/** The league table; a bank sees its own row, its place, and how far it is from the median. */
export function League({
  metric,
  period,
  group,
  by,
}: {
  metric: string;
  period: string;
  group: string;
  by: string;
}) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const variables = {
    metric,
    period,
    population: address.population === '_T' ? null : address.population,
    basis: null,
    peerGroup: group,
    by,
    first: 500,
  };
  const asked = useAsk('LeagueTable', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const table = asked.data?.data.ranking;
  const rows = table?.rows ?? [];
  const unit = rows[0]?.observation.unit ?? 'YUAN';
  const median = table?.median ?? null;
  const number = (value: string | null): number | null =>
    value === null ? null : plain(shown(value, unit, address.unit));
  const gapOf = ({ observation: { value } }: Row): number | null => {
    const [own, middle] = [number(value), number(median)];
    return own === null || middle === null ? null : Number((own - middle).toFixed(2));
  };
  const columns: Column<Row>[] = [
    {
      key: 'place',
      header: t(ranking.place),
      numeric: true,
      cell: ({ rank }) => rank ?? '—',
      value: ({ rank }) => rank,
    },
    {
      key: 'institution',
      header: t(ranking.institution),
      cell: ({ observation: { institution, reporter } }) =>
        institution ? t(institution.name) : reporter,
      value: ({ observation: { institution, reporter } }) =>
        institution ? t(institution.name) : reporter,
    },
    {
      key: 'value',
      header: `${t(ranking.value)} ${t(unitName(unit, address.unit))}`,
      numeric: true,
      cell: ({ observation }) => <Figure figure={observation} />,
      value: ({ observation: { value } }) => number(value),
    },
    {
      key: 'gap',
      header: t(ranking.gap),
      numeric: true,
      cell: (row) => {
        const gap = gapOf(row);
        return gap === null
          ? '—'
          : `${gap > 0 ? '+' : ''}${gap.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`;
      },
      value: gapOf,
    },
  ];
  const middle =
    median === null
      ? '—'
      : `${shown(median, unit, address.unit)} ${t(unitName(unit, address.unit))}`;
  return (
    <Panel
      title={t(ranking.league)}
      note={`${t(periodName(period))} · ${t(ranking.of)} ${table?.n ?? 0}/${table?.expected ?? 0} · ${t(ranking.median)} ${middle}`}
      asked={{ name: 'LeagueTable', variables }}
    >
      {table?.scope === 'OWN' && <p className="note">{t(ranking.own)}</p>}
      <DataTable
        caption={`${t(ranking.league)} · ${metric} · ${address.population} · ${period}`}
        columns={columns}
        rows={rows}
        keyOf={({ observation }) => observation.reporter}
        cut={asked.data?.cut ?? ''}
      />
    </Panel>
  );
}
