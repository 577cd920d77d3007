import { Panel } from '../../charts/panel.tsx';
import type { CityHeadlinesQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { periodName } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { overview } from '../../words/overview.ts';
import { ranking } from '../../words/ranking.ts';
import { loansOf } from '../overview/figures.ts';

const CODES = Array.from({ length: 11 }, (_, n) => String(3601 + n));

type City = NonNullable<CityHeadlinesQuery['observations']>[number];

/** The cities by growth, the slowest first, each with its balance. */
export function Cities({ period }: { period: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const names = useRegions('CITY');
  const variables = { figures: CODES.map((area) => ({ ...loansOf(address, period), area })) };
  const asked = useAsk('CityHeadlines', variables);
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const rows = (asked.data?.data.observations ?? []).toSorted(
    (a, b) => Number(a.growth?.value ?? 9) - Number(b.growth?.value ?? 9),
  );
  const columns: Column<City>[] = [
    {
      key: 'city',
      header: t(ranking.city),
      cell: ({ area }) => names.get(area) ?? area,
      value: ({ area }) => names.get(area) ?? area,
    },
    {
      key: 'growth',
      header: t(ranking.growth),
      numeric: true,
      cell: ({ growth, unit }) => (
        <Change value={growth?.value ?? null} status={growth?.status ?? 'MISSING'} unit={unit} />
      ),
      value: ({ growth }) => (growth?.value ? Number(growth.value) : null),
    },
    {
      key: 'value',
      header: t(overview.value),
      numeric: true,
      cell: (row) => <Figure figure={row} />,
      value: ({ value }) => (value === null ? null : Number(value)),
    },
  ];
  return (
    <Panel
      title={t(ranking.cities)}
      note={`${t(periodName(period))} · ${t(ranking.slowest)}`}
      asked={{ name: 'CityHeadlines', variables }}
    >
      <DataTable
        caption={`${t(ranking.cities)} · ${address.population} · ${period}`}
        columns={columns}
        rows={rows}
        keyOf={({ area }) => area}
        cut={asked.data?.cut ?? ''}
      />
    </Panel>
  );
}
