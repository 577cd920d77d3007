import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import type { CityHeadlinesQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { periodName, plain, shown, shownChange, UNIT_NAMES } from '../../figures/format.ts';
import { populationName } from '../../figures/populations.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { overview } from '../../words/overview.ts';
import { ranking } from '../../words/ranking.ts';
import { loansOf } from '../overview/figures.ts';
import { changedId, ofCities } from './metrics.ts';

type City = NonNullable<CityHeadlinesQuery['observations']>[number];

const growthOf = ({ growth }: City): number | null => (growth?.value ? Number(growth.value) : null);

/** The cities by growth, the slowest first, each with its balance. */
export function Cities({ period }: { period: string }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const about = useAbout(period);
  const names = useRegions('CITY');
  const variables = { figures: ofCities(loansOf(address, period)) };
  const asked = useAsk('CityHeadlines', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const rows = (asked.data?.data.observations ?? []).toSorted(
    (a, b) => (growthOf(a) ?? Infinity) - (growthOf(b) ?? Infinity),
  );
  const nameOf = ({ area }: City) => names.get(area) ?? area;
  const percent = (city: City): string | null =>
    city.growth?.value ? t(shownChange(city.growth.value, city.unit).text) : null;
  const columns: Column<City>[] = [
    { key: 'city', header: t(ranking.city), cell: nameOf, value: nameOf },
    {
      key: 'growth',
      header: t(ranking.growth),
      numeric: true,
      cell: ({ figureId, growth, unit }) => (
        <Link
          href={to(`/figure/${encodeURIComponent(changedId(figureId, 'YOY'))}`)}
          className="figure"
        >
          <Change value={growth?.value ?? null} status={growth?.status ?? 'MISSING'} unit={unit} />
        </Link>
      ),
      value: (city) => {
        const growth = growthOf(city);
        return growth === null ? null : Number((growth * 100).toFixed(2));
      },
    },
    {
      key: 'value',
      header: `${t(overview.value)} (${t(UNIT_NAMES[address.unit])})`,
      numeric: true,
      cell: (row) => <Figure figure={row} />,
      value: ({ value, unit }) => (value === null ? null : plain(shown(value, unit, address.unit))),
    },
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
