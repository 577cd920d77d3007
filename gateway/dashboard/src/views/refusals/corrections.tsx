import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { useState } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import type { CorrectionsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { usePages } from '../../data/use-pages.ts';
import { difference, scaled } from '../../figures/decimal.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Failure } from '../../shell/failure.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { More } from '../../tables/more.tsx';
import { refusals } from '../../words/refusals.ts';
import { shell } from '../../words/shell.ts';
import { tables } from '../../words/tables.ts';
import { figureIdOf, type Form } from './cells.ts';
import { nameIn } from './names.ts';

type Submission = NonNullable<CorrectionsQuery['submissions']>['nodes'][number];
type Revision = Submission['history'][number];
type Correction = Revision & { key: string; code: string; name: string };
type CellChange = Revision['changes'][number];

/** The revisions of a period beyond the first; one is open, with every cell that it changed. */
export function Corrections({
  form,
  period,
  layout,
}: {
  form: string;
  period: string;
  layout: Form | undefined;
}) {
  const { t } = useLanguage();
  const [opened, setOpened] = useState<string>();
  const variables = { form, period };
  const asked = usePages('Corrections', variables, ({ submissions }) => submissions);
  if (asked.error) return <Failure error={asked.error} again={asked.again} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const rows = asked.nodes
    .flatMap(({ id, institution, history }) =>
      history.flatMap((revision): Correction[] => {
        if (revision.revision === 1 || !institution) return [];
        const key = `${id}/${revision.revision}`;
        return [{ ...revision, key, code: institution.code, name: t(institution.name) }];
      }),
    )
    .toSorted((a, b) => b.knownAt.localeCompare(a.knownAt));
  // With a single one there is nothing to choose.
  const open = rows.find(({ key }) => key === opened) ?? (rows.length === 1 ? rows[0] : undefined);
  const note = `${layout ? `${t(layout.name)} ` : ''}${form} · ${t(periodName(period))}`;
  const columns: Column<Correction>[] = [
    {
      key: 'institution',
      header: t(refusals.institution),
      cell: ({ name }) => name,
      value: ({ name }) => name,
    },
    {
      key: 'revision',
      header: t(refusals.revision),
      numeric: true,
      cell: ({ revision }) => revision,
      value: ({ revision }) => revision,
    },
    {
      key: 'knownAt',
      header: t(refusals.knownAt),
      short: true,
      cell: ({ knownAt }) => instantText(knownAt),
      value: ({ knownAt }) => instantText(knownAt),
    },
    {
      key: 'position',
      header: t(refusals.position),
      short: true,
      cell: ({ position }) => <span className="hash">{position}</span>,
      value: ({ position }) => position,
    },
    {
      key: 'cells',
      header: t(refusals.open),
      cell: ({ key, changes }) => (
        <Opener
          isOpen={open?.key === key}
          disabled={rows.length === 1}
          onToggle={() => setOpened(opened === key ? undefined : key)}
        >
          {changes.length} {t(refusals.cells)}
        </Opener>
      ),
      value: ({ changes }) => changes.length,
    },
  ];
  return (
    <Panel
      title={`${t(refusals.corrections)} · ${rows.length}`}
      note={note}
      asked={{ name: 'Corrections', variables: { ...variables, first: 500, after: null } }}
    >
      {asked.data?.submissions?.scope === 'OWN' && <p className="note">{t(refusals.own)}</p>}
      <More pages={asked} />
      {rows.length === 0 ? (
        <p>{t(refusals.none)}</p>
      ) : (
        <DataTable
          caption={`${t(refusals.corrections)} · ${note}`}
          columns={columns}
          rows={rows}
          keyOf={({ key }) => key}
          cut={asked.cut}
        />
      )}
      {open && (
        <Boundary key={open.key}>
          <Changes correction={open} period={period} layout={layout} cut={asked.cut} />
        </Boundary>
      )}
    </Panel>
  );
}

/** Cell by cell; what a cell states now opens the passport of the figure that it is. */
function Changes({
  correction: { code, name, revision, changes },
  period,
  layout,
  cut,
}: {
  correction: Correction;
  period: string;
  layout: Form | undefined;
  cut: string;
}) {
  const { t } = useLanguage();
  const { to } = useAddress();
  const metrics = useAsk('Metrics', {});
  const agencies = new Map(
    (metrics.data?.data.metrics ?? []).map(({ code: metric, agency }) => [metric, agency]),
  );
  const unit = layout ? t(nameOfCode('amountUnit', layout.unit)) : '';
  const placeOf = ({ area, row }: CellChange) => [area, row].filter(Boolean).join(' ');
  const number = (value: string | null, column: string): string => {
    if (value === null) return t(refusals.blank);
    return scaled(value, 0, isAmount(column) ? 2 : 0) ?? value;
  };
  const isAmount = (column: string) =>
    layout?.columns.find(({ code: of }) => of === column)?.kind === 'AMOUNT';
  const moved = ({ before, after, column }: CellChange): string | null =>
    before === null || after === null ? null : difference(after, before, isAmount(column) ? 2 : 0);
  const columns: Column<CellChange>[] = [
    {
      key: 'row',
      header: t(refusals.row),
      cell: (one) => `${placeOf(one)} ${nameIn(layout?.rows, one.row, t)}`,
      value: (one) => `${placeOf(one)} ${nameIn(layout?.rows, one.row, t)}`,
    },
    {
      key: 'column',
      header: t(refusals.column),
      cell: ({ column }) => `${column} ${nameIn(layout?.columns, column, t)}`,
      value: ({ column }) => `${column} ${nameIn(layout?.columns, column, t)}`,
    },
    {
      key: 'before',
      header: t(refusals.before),
      numeric: true,
      cell: ({ before, column }) => <del>{number(before, column)}</del>,
      value: ({ before }) => (before === null ? null : Number(before)),
    },
    {
      key: 'after',
      header: t(refusals.after),
      numeric: true,
      cell: ({ area, row, column, after }) => {
        const id =
          layout && figureIdOf({ institution: code, period, area, row, column }, layout, agencies);
        const text = number(after, column);
        return id ? (
          <Link href={to(`/figure/${encodeURIComponent(id)}`)} className="figure">
            <span className="number">{text}</span>
          </Link>
        ) : (
          text
        );
      },
      value: ({ after }) => (after === null ? null : Number(after)),
    },
    {
      key: 'moved',
      header: t(refusals.moved),
      numeric: true,
      cell: (one) => moved(one) ?? '—',
      value: ({ before, after }) =>
        before === null || after === null ? null : Number(after) - Number(before),
    },
  ];
  return (
    <DataTable
      caption={`${name} · ${t(refusals.revision)} ${revision - 1} → ${revision}${unit && ` · ${t(refusals.amounts)} ${unit}`}`}
      columns={columns}
      rows={changes}
      about={unit ? [[t(tables.unit), unit]] : []}
      keyOf={({ area, row, column }) => `${area} ${row} ${column}`}
      cut={cut}
    />
  );
}
