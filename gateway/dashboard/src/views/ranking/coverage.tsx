import { Panel } from '../../charts/panel.tsx';
import type { FigureInput, PointsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { periodName } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { overview } from '../../words/overview.ts';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';
import { cardsFor } from '../overview/figures.ts';
import { ofCities } from './metrics.ts';

type Point = NonNullable<PointsQuery['observations']>[number];
interface City {
  name: string;
  coverage: Point;
  moved: Point | undefined;
  borrowers: Point | undefined;
  members: Point | undefined;
}

/** How much of the list of each city has a loan, the least first: of single contracts, for returns are not by area. */
export function Coverage({ period }: { period: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const names = useRegions('CITY');
  const { population } = address;
  const hasList = cardsFor(address).some(({ metric }) => metric === 'R_COV_LOAN');
  const of = { population, period };
  const asks: Omit<FigureInput, 'area'>[] = [
    { ...of, metric: 'R_COV_LOAN', basis: 'CONTRACT' },
    { ...of, metric: 'R_COV_LOAN', basis: 'CONTRACT', transform: 'PP_YOY' },
    { ...of, metric: 'LN_BRW', basis: 'CONTRACT' },
    { ...of, metric: 'LST_MEM' },
  ];
  const variables = { figures: asks.flatMap(ofCities) };
  const asked = useAsk('Points', variables, { enabled: hasList });
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const points = hasList ? (asked.data?.data.observations ?? []) : [];
  const count = points.length / asks.length;
  const rows = points
    .slice(0, count)
    .map((coverage, n): City => ({
      name: names.get(coverage.area) ?? coverage.area,
      coverage,
      moved: points[count + n],
      borrowers: points[2 * count + n],
      members: points[3 * count + n],
    }))
    .toSorted(
      (a, b) => Number(a.coverage.value ?? Infinity) - Number(b.coverage.value ?? Infinity),
    );
  const percent = (point: Point | undefined): number | null =>
    point?.value ? Number((Number(point.value) * 100).toFixed(2)) : null;
  const counted = (key: 'borrowers' | 'members'): Column<City> => ({
    key,
    header: t(ranking[key]),
    numeric: true,
    cell: (city) => city[key] && <Figure figure={city[key]} />,
    value: (city) => (city[key]?.value ? Number(city[key].value) : null),
  });
  const columns: Column<City>[] = [
    { key: 'city', header: t(ranking.city), cell: ({ name }) => name, value: ({ name }) => name },
    {
      key: 'coverage',
      header: `${t(overview.coverage)} (%)`,
      numeric: true,
      cell: ({ coverage }) => <Figure figure={coverage} />,
      value: ({ coverage }) => percent(coverage),
    },
    {
      key: 'moved',
      header: t(ranking.growth),
      numeric: true,
      cell: ({ moved }) => moved && <Change {...moved} />,
      value: ({ moved }) => percent(moved),
    },
    counted('borrowers'),
    counted('members'),
  ];
  const note = `${t(populationName(population))} · ${t(periodName(period))}`;
  return (
    <Panel
      title={t(ranking.coverage)}
      note={`${note} · ${t(shell.CONTRACT)}`}
      {...(hasList && { asked: { name: 'Points', variables } as const })}
    >
      <p className="note">{t(hasList ? ranking.ofContracts : ranking.noList)}</p>
      {hasList && (
        <DataTable
          caption={`${t(ranking.coverage)} · ${note}`}
          columns={columns}
          rows={rows}
          keyOf={({ coverage }) => coverage.area}
          cut={asked.data?.cut ?? ''}
          about={[
            [t(shell.population), t(populationName(population))],
            [t(shell.basis), t(shell.CONTRACT)],
            [t(shell.period), t(periodName(period))],
          ]}
        />
      )}
    </Panel>
  );
}
