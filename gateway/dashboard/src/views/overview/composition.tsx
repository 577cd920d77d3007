import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import { withRemarks } from '../../charts/remarks.ts';
import { Panel } from '../../charts/panel.tsx';
import { useAsk } from '../../data/use-ask.ts';
import { periodName, plain, shown, UNIT_NAMES } from '../../figures/format.ts';
import { money } from '../../figures/measure.ts';
import { remarksOn } from '../../figures/told.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn, figureColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { overview } from '../../words/overview.ts';
import { populationName } from '../../figures/populations.ts';
import { loansOf } from './figures.ts';

const SIZES = ['HNTE', 'TSME', 'SRDI', 'ISME', 'TECH_ENT'] as const;

/** How large the populations are beside each other: they overlap, so that bars stand side by side and never add up. */
export function Composition({ period }: { period: string }) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const variables = {
    figures: SIZES.map((population) => loansOf({ ...address, population }, period)),
  };
  const asked = useAsk('Points', variables);
  const rows = (asked.data?.data.observations ?? []).map((one) => ({
    ...one,
    name: t(populationName(one.population)),
    number: one.value === null ? null : plain(shown(one.value, one.unit, address.unit)),
  }));
  type Row = (typeof rows)[number];
  const about = useAbout(period, rows).slice(1);
  const context = { t, unit: address.unit };
  const columns: Column<Row>[] = [
    { key: 'name', header: t(overview.composition), value: ({ name }) => name },
    codeColumn(context, ({ population }) => population),
    figureColumn(context, {
      key: 'value',
      header: t(overview.value),
      of: (row) => row,
      as: money(address.unit),
    }),
    ...toldColumns<Row>(context, (row) => row),
  ];
  const key = JSON.stringify(
    rows.map((row) => [row.name, row.number, remarksOn(row, address.unit).map(t).join('；')]),
  );
  const option = useMemo(
    () => (colour: (name: string) => string, text: number) => {
      const data = JSON.parse(key) as [string, number | null, string][];
      return {
        aria: { enabled: true },
        grid: { left: 8, right: text * 6, top: 8, bottom: 8, outerBoundsMode: 'same' },
        tooltip: {
          ...{ trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
          formatter: withRemarks(data),
        },
        xAxis: {
          type: 'value',
          axisLabel: { show: false },
          splitLine: { lineStyle: { color: colour('line-soft') } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: data.map(([name]) => name),
          axisLabel: { color: colour('ink'), width: text * 12.5, overflow: 'break' },
          axisLine: { lineStyle: { color: colour('line') } },
        },
        series: [
          {
            type: 'bar',
            data: data.map(([, value]) => value),
            barMaxWidth: 26,
            itemStyle: { color: colour('series-1'), borderRadius: [0, 3, 3, 0] },
            label: {
              show: true,
              position: 'right',
              color: colour('ink'),
              formatter: ({ value }: { value: number }) => value?.toLocaleString('zh-CN') ?? '',
            },
          },
        ],
      };
    },
    [key],
  );
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  const note = `${t(periodName(period))} · ${t(UNIT_NAMES[address.unit])} · ${t(overview.overlap)}`;
  return (
    <Panel
      title={t(overview.composition)}
      note={note}
      asked={{ name: 'Points', variables }}
      chart={
        <Chart label={`${t(overview.composition)} ${t(periodName(period))}`} option={option} />
      }
      table={
        <DataTable
          caption={`${t(overview.composition)} · ${note}`}
          columns={columns}
          rows={rows}
          keyOf={({ figureId }) => figureId}
          cut={asked.data?.cut ?? ''}
          about={about}
        />
      }
    />
  );
}
