import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import { withRemarks } from '../../charts/remarks.ts';
import { Panel } from '../../charts/panel.tsx';
import { useAsk } from '../../data/use-ask.ts';
import {
  monthsBefore,
  periodName,
  plain,
  shown,
  unitName,
  UNIT_NAMES,
} from '../../figures/format.ts';
import { money } from '../../figures/measure.ts';
import { STATUS } from '../../figures/status.ts';
import { remarksOn } from '../../figures/told.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { figureColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { overview } from '../../words/overview.ts';
import { loansOf } from './figures.ts';

const MONTHS = 24;

/** The loans of the population over two years, with a brush. */
export function Trend({ period }: { period: string }) {
  const { address } = useAddress();
  const { t, language } = useLanguage();
  const months = monthsBefore(period, MONTHS);
  const variables = { figure: loansOf(address, period), from: months[0]!, to: period };
  const asked = useAsk('Series', variables);
  const points = asked.data?.data.series ?? [];
  // What lies before the first report is not part of the course.
  const rows = points.slice(points.findIndex(({ value }) => value !== null)).map((point) => ({
    ...point,
    number: point.value === null ? null : plain(shown(point.value, point.unit, address.unit)),
  }));
  type Row = (typeof rows)[number];
  const about = useAbout(undefined, rows);
  const context = { t, unit: address.unit };
  const columns: Column<Row>[] = [
    {
      key: 'period',
      header: t(overview.period),
      value: ({ period: at }) => at,
      cell: (row) => t(periodName(row.period)),
    },
    figureColumn(context, {
      key: 'value',
      header: t(overview.value),
      of: (row) => row,
      as: money(address.unit),
    }),
    {
      key: 'status',
      header: t(overview.status),
      value: ({ status }) => t(STATUS[status]),
    },
    ...toldColumns<Row>(context, (row) => row),
  ];
  const unit = t(unitName('YUAN', address.unit));
  const key = JSON.stringify(
    rows.map((row) => [row.period, row.number, remarksOn(row, address.unit).map(t).join('；')]),
  );
  const option = useMemo(
    () => (colour: (name: string) => string, text: number) => {
      const data = JSON.parse(key) as [string, number | null, string][];
      return {
        aria: { enabled: true },
        grid: { left: 12, right: 20, top: text * 2.8, bottom: 62, outerBoundsMode: 'same' },
        tooltip: { trigger: 'axis', renderMode: 'richText', formatter: withRemarks(data) },
        xAxis: {
          type: 'category',
          data: data.map(([at]) => at),
          axisLabel: { color: colour('ink-soft') },
          axisLine: { lineStyle: { color: colour('line') } },
        },
        yAxis: {
          type: 'value',
          name: unit,
          scale: true,
          nameTextStyle: { color: colour('ink-soft') },
          axisLabel: { color: colour('ink-soft') },
          splitLine: { lineStyle: { color: colour('line-soft') } },
        },
        dataZoom: [
          { type: 'slider', height: 22, bottom: 12, textStyle: { color: colour('ink-soft') } },
          { type: 'inside' },
        ],
        series: [
          {
            type: 'line',
            data: data.map(([, value]) => value),
            name: language === 'zh' ? '余额' : 'Balance',
            symbolSize: 5,
            lineStyle: { color: colour('series-1'), width: 2 },
            itemStyle: { color: colour('series-1') },
            areaStyle: { color: colour('accent-soft') },
          },
        ],
      };
    },
    [key, unit, language],
  );
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const note = `${t(UNIT_NAMES[address.unit])} · ${t(overview.moreMonths)}`;
  return (
    <Panel
      title={t(overview.trend)}
      note={note}
      asked={{ name: 'Series', variables }}
      chart={
        <Chart
          label={`${t(overview.trend)} ${rows.at(0)?.period ?? ''}–${rows.at(-1)?.period ?? ''}`}
          option={option}
        />
      }
      table={
        <DataTable
          caption={`${t(overview.trend)} · ${rows.at(0)?.period ?? ''} – ${rows.at(-1)?.period ?? ''} · ${t(UNIT_NAMES[address.unit])}`}
          columns={columns}
          rows={rows}
          keyOf={(row) => row.period}
          cut={asked.data?.cut ?? ''}
          about={about}
        />
      }
    />
  );
}
