import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { Chart } from '../../charts/chart.tsx';
import { Panel } from '../../charts/panel.tsx';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { CITY_CODES } from '../../figures/names.ts';
import { Change, Figure } from '../../figures/figure.tsx';
import { periodName, plain, shown, UNIT_NAMES } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { charts } from '../../words/charts.ts';
import { overview } from '../../words/overview.ts';
import { loansOf } from './figures.ts';

const MAP = { name: 'jiangxi', url: '/jiangxi.json' };

/** The cities on a sketch of the province, beside the same in order of size. */
export function Cities({ period }: { period: string }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const about = useAbout(period);
  const [, go] = useLocation();
  const names = useRegions('CITY');
  const variables = { figures: CITY_CODES.map((area) => ({ ...loansOf(address, period), area })) };
  const asked = useAsk('CityHeadlines', variables);
  const cities = asked.data?.data.observations ?? [];
  const whole = cities.reduce((sum, { value }) => sum + Number(value ?? 0), 0);
  const rows = cities
    .map((city) => ({
      ...city,
      name: names.get(city.area) ?? city.area,
      number: city.value === null ? null : plain(shown(city.value, city.unit, address.unit)),
      share: city.value === null || whole === 0 ? null : Number(city.value) / whole,
    }))
    .toSorted((a, b) => (b.number ?? -1) - (a.number ?? -1));
  type Row = (typeof rows)[number];

  const columns: Column<Row>[] = [
    {
      key: 'place',
      header: t(overview.place),
      numeric: true,
      cell: (row) => rows.indexOf(row) + 1,
      value: (row) => rows.indexOf(row) + 1,
    },
    { key: 'name', header: t(overview.city), cell: ({ name }) => name, value: ({ name }) => name },
    {
      key: 'value',
      header: t(overview.value),
      numeric: true,
      cell: (row) => <Figure figure={row} />,
      value: ({ number }) => number,
    },
    {
      key: 'share',
      header: t(overview.share),
      numeric: true,
      cell: ({ share }) => (share === null ? '—' : `${(share * 100).toFixed(2)}%`),
      value: ({ share }) => (share === null ? null : Number((share * 100).toFixed(2))),
    },
    {
      key: 'growth',
      header: t(overview.growth),
      numeric: true,
      cell: ({ growth, unit }) => (
        <Change value={growth?.value ?? null} status={growth?.status ?? 'MISSING'} unit={unit} />
      ),
      value: ({ growth }) => (growth?.value ? Number(growth.value) : null),
    },
  ];

  const key = JSON.stringify(rows.map(({ area, number, name }) => [area, number, name]));
  const option = useMemo(
    () => (colour: (name: string) => string) => {
      const data = (JSON.parse(key) as [string, number | null, string][]).map(
        ([area, value, name]) => ({
          name: `${area}00`,
          value: value ?? undefined,
          label: { formatter: name.replace(/市$/, '') },
          city: name,
        }),
      );
      const values = data.flatMap(({ value }) => value ?? []);
      return {
        aria: { enabled: true },
        tooltip: {
          trigger: 'item',
          renderMode: 'richText',
          formatter: ({ data: item }: { data?: { city: string; value?: number } }) =>
            item ? `${item.city}　${item.value?.toLocaleString('zh-CN') ?? '—'}` : '',
        },
        visualMap: {
          min: Math.min(...values, 0),
          max: Math.max(...values, 1),
          calculable: false,
          text: [Math.max(...values, 1).toLocaleString('zh-CN'), '0'],
          orient: 'horizontal',
          left: 8,
          bottom: 4,
          itemHeight: 90,
          textStyle: { color: colour('ink-soft') },
          inRange: { color: [colour('map-low'), colour('map-high')] },
        },
        series: [
          {
            type: 'map',
            map: 'jiangxi',
            data,
            selectedMode: false,
            label: {
              show: true,
              color: colour('ink'),
              textBorderColor: colour('panel'),
              textBorderWidth: 2,
            },
            itemStyle: { borderColor: colour('panel'), areaColor: colour('line-soft') },
            emphasis: {
              label: { color: colour('ink') },
              itemStyle: { areaColor: colour('series-2') },
            },
          },
        ],
      };
    },
    [key],
  );

  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const known = rows.some(({ value }) => value !== null);
  const note = `${t(periodName(period))} · ${t(UNIT_NAMES[address.unit])}`;
  const table = (
    <DataTable
      caption={`${t(overview.cities)} · ${note}`}
      columns={columns}
      rows={rows}
      keyOf={({ area }) => area}
      cut={asked.data?.cut ?? ''}
      about={about}
    />
  );
  return (
    <Panel title={t(overview.cities)} note={note} asked={{ name: 'CityHeadlines', variables }}>
      {known ? (
        <div className="columns">
          <div className="sketch">
            <Chart
              tall
              label={`${t(overview.cities)}，${t(charts.sketch)}`}
              map={MAP}
              option={option}
              onPick={(name) => {
                const row = rows.find(({ area }) => `${area}00` === name);
                if (row) go(to(`/figure/${encodeURIComponent(row.figureId)}`));
              }}
            />
            <span className="mark">{t(charts.sketch)}</span>
          </div>
          {table}
        </div>
      ) : (
        <p className="note">{asked.isPending ? '' : t(overview.notByArea)}</p>
      )}
    </Panel>
  );
}
