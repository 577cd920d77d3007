import { PROVINCE } from '@qianfan/schema/catalogue/dimensions';
import { Panel } from '../../charts/panel.tsx';
import type { FigureInput, PointsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { periodName } from '../../figures/format.ts';
import { COUNT, PERCENT } from '../../figures/measure.ts';
import { populationName } from '../../figures/populations.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn, figureColumn, moveColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { overview } from '../../words/overview.ts';
import { passport } from '../../words/passport.ts';
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
  // Beside the province's coverage by returns, that of a few banks' contracts would be misread: who asks for them sees it.
  const isAsked = hasList && address.basis === 'CONTRACT';
  const of = { population, period };
  const asks: Omit<FigureInput, 'area'>[] = [
    { ...of, metric: 'R_COV_LOAN', basis: 'CONTRACT' },
    { ...of, metric: 'R_COV_LOAN', basis: 'CONTRACT', transform: 'PP_YOY' },
    { ...of, metric: 'LN_BRW', basis: 'CONTRACT' },
    { ...of, metric: 'LST_MEM' },
  ];
  const variables = { figures: asks.flatMap((ask) => ofCities(ask, [PROVINCE])) };
  const asked = useAsk('Points', variables, { enabled: isAsked });
  const points = isAsked ? (asked.data?.data.observations ?? []) : [];
  const about = useAbout(period, points, 'CONTRACT');
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const count = points.length / asks.length;
  const all = points.slice(0, count).map((coverage, n): City => ({
    name:
      coverage.area === PROVINCE
        ? t(passport.province)
        : (names.get(coverage.area) ?? coverage.area),
    coverage,
    moved: points[count + n],
    borrowers: points[2 * count + n],
    members: points[3 * count + n],
  }));
  const rows = all
    .filter(({ coverage }) => coverage.area !== PROVINCE)
    .toSorted(
      (a, b) => Number(a.coverage.value ?? Infinity) - Number(b.coverage.value ?? Infinity),
    );
  const context = { t, unit: address.unit };
  const counted = (key: 'borrowers' | 'members') =>
    figureColumn<City>(context, {
      key,
      header: t(ranking[key]),
      of: (city) => city[key],
      as: COUNT,
    });
  const columns: Column<City>[] = [
    { key: 'city', header: t(ranking.city), value: ({ name }) => name },
    codeColumn(context, ({ coverage }) => coverage.area),
    figureColumn(context, {
      key: 'coverage',
      header: t(overview.coverage),
      of: ({ coverage }) => coverage,
      as: PERCENT,
    }),
    moveColumn(context, {
      key: 'moved',
      header: t(ranking.growth),
      of: ({ moved }) => moved,
      unit: 'RATIO',
    }),
    counted('borrowers'),
    counted('members'),
    ...toldColumns<City>(context, ({ coverage }) => coverage),
  ];
  const note = `${t(populationName(population))} · ${t(periodName(period))}`;
  return (
    <Panel
      title={t(ranking.coverage)}
      note={isAsked ? `${note} · ${t(shell.CONTRACT)}` : note}
      {...(isAsked && { asked: { name: 'Points', variables } as const })}
    >
      <p className="note">
        {t(hasList ? (isAsked ? ranking.ofContracts : ranking.notByCity) : ranking.noList)}
      </p>
      {isAsked && (
        <DataTable
          caption={`${t(ranking.coverage)} · ${note} · ${t(shell.CONTRACT)}`}
          columns={columns}
          rows={rows}
          total={all.find(({ coverage }) => coverage.area === PROVINCE)}
          keyOf={({ coverage }) => coverage.area}
          cut={asked.data?.cut ?? ''}
          about={about}
        />
      )}
    </Panel>
  );
}
