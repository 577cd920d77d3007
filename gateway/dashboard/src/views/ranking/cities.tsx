import { PROVINCE } from '@qianfan/schema/catalogue/dimensions';
import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import type { CityHeadlinesQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { Change } from '../../figures/figure.tsx';
import { periodName, shownChange } from '../../figures/format.ts';
import { money } from '../../figures/measure.ts';
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
import { loansOf } from '../overview/figures.ts';
import { changedId, ofCities } from './metrics.ts';

type City = NonNullable<CityHeadlinesQuery['observations']>[number];

const growthOf = ({ growth }: City): number | null => (growth?.value ? Number(growth.value) : null);

/** The cities by growth, the slowest first, each with its balance. */
export function Cities({ period }: { period: string }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const names = useRegions('CITY');
  const variables = { figures: ofCities(loansOf(address, period), [PROVINCE]) };
  const asked = useAsk('CityHeadlines', variables);
  const figures = asked.data?.data.observations ?? [];
  const about = useAbout(period, figures);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const rows = figures
    .filter(({ area }) => area !== PROVINCE)
    .toSorted((a, b) => (growthOf(a) ?? Infinity) - (growthOf(b) ?? Infinity));
  const province = figures.find(({ area }) => area === PROVINCE);
  const nameOf = ({ area }: City) =>
    area === PROVINCE ? t(passport.province) : (names.get(area) ?? area);
  const percent = (city: City): string | null =>
    city.growth?.value ? t(shownChange(city.growth.value, city.unit).text) : null;
  const context = { t, unit: address.unit };
  const columns: Column<City>[] = [
    { key: 'city', header: t(ranking.city), value: nameOf },
    codeColumn(context, ({ area }) => area),
    {
      ...moveColumn<City>(context, {
        key: 'growth',
        header: t(ranking.growth),
        of: ({ growth }) => growth,
        unit: 'YUAN',
      }),
      cell: ({ figureId, growth, unit }) => (
        <Link
          href={to(`/figure/${encodeURIComponent(changedId(figureId, 'YOY'))}`)}
          className="figure"
        >
          <Change move={growth} unit={unit} />
        </Link>
      ),
    },
    figureColumn(context, {
      key: 'value',
      header: t(overview.value),
      of: (city) => city,
      as: money(address.unit),
    }),
    ...toldColumns<City>(
      context,
      (city) => city,
      ({ growth }) => [[t(ranking.growth), growth]],
    ),
  ];
  const known = rows.filter((row) => growthOf(row) !== null);
  const [slowest, fastest] = [known[0], known.at(-1)];
  const note = `${t(populationName(address.population))} · ${t(periodName(period))}`;
  return (
    <Panel
      title={t(ranking.cities)}
      note={`${note} · ${t(ranking.slowestFirst)}`}
      asked={{ name: 'CityHeadlines', variables }}
    >
      {slowest && fastest && (
        <p className="summary">
          {t(ranking.slowest)} <strong>{nameOf(slowest)}</strong> {percent(slowest)}
          {t(ranking.comma)}
          {t(ranking.fastest)} <strong>{nameOf(fastest)}</strong> {percent(fastest)}
        </p>
      )}
      {rows.some(({ value }) => value !== null) ? (
        <DataTable
          caption={`${t(ranking.cities)} · ${note}`}
          columns={columns}
          rows={rows}
          total={province}
          keyOf={({ area }) => area}
          cut={asked.data?.cut ?? ''}
          about={about}
        />
      ) : (
        <p className="note">{asked.isPending ? '' : t(overview.notByArea)}</p>
      )}
    </Panel>
  );
}
