import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import type { Moved, Told } from '../../figures/told.ts';
import { periodName } from '../../figures/format.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { useAbout, useHead } from '../../tables/about.ts';
import type { Column } from '../../tables/column.ts';
import { figureColumn, moveColumn, toldColumns } from '../../tables/figure-columns.tsx';
import { tableOf } from '../../tables/sheet.ts';
import { SheetMark } from '../../tables/view-tables.tsx';
import { overview } from '../../words/overview.ts';
import { shell } from '../../words/shell.ts';
import { tables } from '../../words/tables.ts';

export interface Headline {
  name: string;
  observed: Told & { period: string; basis: string; listVersion: string | null };
  yoy: Moved | null;
  ytd: Moved | null;
  mom: Moved | null;
}

const KINDS = ['yoy', 'ytd', 'mom'] as const;

/** The headlines as a table, which is taken along with the others of the view. */
export function HeadlineSheet({
  headlines,
  period,
  cut,
}: {
  headlines: readonly Headline[];
  period: string;
  cut: string;
}) {
  const { address } = useAddress();
  const { t } = useLanguage();
  const about = useAbout(
    period,
    headlines.map(({ observed }) => observed),
  );
  const headOf = useHead();
  const context = { t, unit: address.unit };
  const columns: Column<Headline>[] = [
    { key: 'name', header: t(overview.indicator), value: ({ name }) => name },
    figureColumn(context, {
      key: 'value',
      header: t(overview.number),
      of: ({ observed }) => observed,
    }),
    ...KINDS.map((kind) =>
      moveColumn<Headline>(context, {
        key: kind,
        header: t(overview[kind]),
        of: (row) => row[kind],
        unit: ({ observed }) => observed.unit,
      }),
    ),
    {
      key: 'period',
      header: t(overview.period),
      value: ({ observed }) => t(periodName(observed.period)),
    },
    {
      key: 'basis',
      header: t(shell.basis),
      value: ({ observed: { basis } }) => t(nameOfCode('basis', basis)),
    },
    ...toldColumns<Headline>(
      context,
      ({ observed }) => observed,
      (row) => KINDS.map((kind) => [t(overview[kind]), row[kind]] as const),
    ),
  ];
  return (
    <SheetMark
      isEmpty={headlines.length === 0}
      sheet={() => ({
        name: t(overview.headlines),
        scope: t(periodName(period)),
        title: `${t(overview.heading)} · ${t(overview.headlines)} · ${t(periodName(period))}`,
        about: headOf(about, cut, true),
        ...tableOf(columns, headlines, undefined, t, t(tables.unitOf)),
      })}
    />
  );
}
