import { PROVINCE } from '@qianfan/schema/catalogue/dimensions';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { Chart } from '../../charts/chart.tsx';
import { Panel } from '../../charts/panel.tsx';
import type { CityHeadlinesQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useRegions } from '../../data/use-names.ts';
import { CITY_CODES } from '../../figures/names.ts';
import { periodName, plain, shown, UNIT_NAMES } from '../../figures/format.ts';
import { COUNT, money, PERCENT } from '../../figures/measure.ts';
import { STATUS } from '../../figures/status.ts';
import { remarksOn } from '../../figures/told.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn, figureColumn, moveColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { charts } from '../../words/charts.ts';
import { overview } from '../../words/overview.ts';
import { passport } from '../../words/passport.ts';
import { loansOf } from './figures.ts';

type City = NonNullable<CityHeadlinesQuery['observations']>[number];

const MAP = { name: 'jiangxi', url: '/jiangxi.json' };

/** The cities on a sketch of the province, beside the same in order of size. */
export function Cities({ period }: { period: string }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const [, go] = useLocation();
  const names = useRegions('CITY');
  const variables = {
    figures: [...CITY_CODES, PROVINCE].map((area) => ({ ...loansOf(address, period), area })),
  };
  const asked = useAsk('CityHeadlines', variables);
  const figures = asked.data?.data.observations ?? [];
  const rows = figures
    .filter(({ area }) => area !== PROVINCE)
    .map(rowOf)
    .toSorted((a, b) => (b.number ?? -1) - (a.number ?? -1));
  const [province] = figures.filter(({ area }) => area === PROVINCE).map(rowOf);
  function rowOf(city: City) {
    return {
      ...city,
      name: city.area === PROVINCE ? t(passport.province) : (names.get(city.area) ?? city.area),
      number: city.value === null ? null : plain(shown(city.value, city.unit, address.unit)),
    };
  }
  type Row = (typeof rows)[number];
  const about = useAbout(period, figures);

  const context = { t, unit: address.unit };
  const columns: Column<Row>[] = [
    {
      key: 'place',
      header: t(overview.place),
      as: COUNT,
      value: (row) => (row === province ? null : rows.indexOf(row) + 1),
    },
    { key: 'name', header: t(overview.city), value: ({ name }) => name },
    codeColumn(context, ({ area }) => area),
    figureColumn(context, {
      key: 'value',
      header: t(overview.value),
      of: (row) => row,
      as: money(address.unit),
    }),
    {
      key: 'share',
      header: t(overview.share),
      as: PERCENT,
      value: ({ share }) => share?.value ?? null,
      missing: ({ share }) => t(STATUS[share?.status ?? 'MISSING']),
    },
    moveColumn(context, {
      key: 'growth',
      header: t(overview.growth),
      of: ({ growth }) => growth,
      unit: 'YUAN',
    }),
    ...toldColumns<Row>(
      context,
      (row) => row,
      ({ growth }) => [[t(overview.growth), growth]],
    ),
  ];

  const key = JSON.stringify(
    rows.map((row) => [
      row.area,
      row.number,
      row.name,
      remarksOn(row, address.unit).map(t).join('；'),
    ]),
  );
  const option = useMemo(
    () => (colour: (name: string) => string) => {
      const data = (JSON.parse(key) as [string, number | null, string, string][]).map(
        ([area, value, name, remark]) => ({
          name: `${area}00`,
          value: value ?? undefined,
          label: { formatter: name.replace(/市$/, '') },
          city: name,
          remark,
        }),
      );
      const values = data.flatMap(({ value }) => value ?? []);
      return {
        aria: { enabled: true },
        tooltip: {
          trigger: 'item',
          renderMode: 'richText',
          formatter: ({
            data: item,
          }: {
            data?: { city: string; value?: number; remark: string };
          }) =>
            item
              ? [`${item.city}　${item.value?.toLocaleString('zh-CN') ?? '—'}`, item.remark]
                  .filter(Boolean)
                  .join('\n')
              : '',
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
      total={province}
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
