import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { useState } from 'react';
import { Link } from 'wouter';
import { Panel } from '../../charts/panel.tsx';
import type { CorrectionsQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { usePages } from '../../data/use-pages.ts';
import { difference } from '../../figures/decimal.ts';
import { periodName } from '../../figures/format.ts';
import { COUNT, INSTANT, moneyOfForm, shownAs, signed } from '../../figures/measure.ts';
import { Boundary } from '../../shell/boundary.tsx';
import { Failure } from '../../shell/failure.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn } from '../../tables/figure-columns.tsx';
import { loadedOf, More } from '../../tables/more.tsx';
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
  const { address } = useAddress();
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
      value: ({ name }) => name,
    },
    codeColumn({ t, unit: address.unit }, ({ code }) => code),
    {
      key: 'revision',
      header: t(refusals.revision),
      as: COUNT,
      value: ({ revision }) => revision,
    },
    {
      key: 'knownAt',
      header: t(refusals.knownAt),
      as: INSTANT,
      short: true,
      value: ({ knownAt }) => knownAt,
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
      as: COUNT,
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
          about={[
            [t(refusals.form), `${layout ? t(layout.name) : ''} ${form}`.trim()],
            [t(shell.period), t(periodName(period))],
            ...loadedOf(asked, t),
          ]}
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
  const isAmount = (column: string) =>
    layout?.columns.find(({ code: of }) => of === column)?.kind === 'AMOUNT';
  const as = ({ column }: CellChange) => (isAmount(column) ? moneyOfForm(layout?.unit) : COUNT);
  const text = (one: CellChange, value: string | null): string =>
    value === null ? t(refusals.blank) : shownAs(as(one), value);
  const moved = ({ before, after }: CellChange): string | null =>
    before === null || after === null
      ? null
      : (difference(after, before, 6)?.replaceAll(/[+,]/g, '') ?? null);
  const idOf = ({ area, row, column }: CellChange) =>
    layout && figureIdOf({ institution: code, period, area, row, column }, layout, agencies);
  const columns: Column<CellChange>[] = [
    {
      key: 'row',
      header: t(refusals.row),
      value: (one) => `${placeOf(one)} ${nameIn(layout?.rows, one.row, t)}`,
    },
    {
      key: 'column',
      header: t(refusals.column),
      value: ({ column }) => `${column} ${nameIn(layout?.columns, column, t)}`,
    },
    {
      key: 'before',
      header: t(refusals.before),
      as,
      cell: (one) => <del>{text(one, one.before)}</del>,
      value: ({ before }) => before,
      missing: () => t(refusals.blank),
    },
    {
      key: 'after',
      header: t(refusals.after),
      as,
      cell: (one) => {
        const id = idOf(one);
        return id ? (
          <Link href={to(`/figure/${encodeURIComponent(id)}`)} className="figure">
            <span className="number">{text(one, one.after)}</span>
          </Link>
        ) : (
          text(one, one.after)
        );
      },
      value: ({ after }) => after,
      missing: () => t(refusals.blank),
    },
    {
      key: 'moved',
      header: t(refusals.moved),
      as: (one) => signed(as(one)),
      value: moved,
    },
    {
      key: 'figureId',
      header: t(tables.figureId),
      only: 'EXPORT',
      value: (one) => idOf(one) ?? null,
    },
  ];
  return (
    <DataTable
      caption={`${name} · ${layout?.code ?? ''} ${period} · ${t(refusals.revision)} ${revision - 1} → ${revision}${unit && ` · ${t(refusals.amounts)} ${unit}`}`}
      columns={columns}
      rows={changes}
      about={[
        [t(tables.code), code],
        ...(layout ? [[t(refusals.form), `${t(layout.name)} ${layout.code}`] as const] : []),
        [t(shell.period), t(periodName(period))],
        ...(unit ? [[t(tables.unit), unit] as const] : []),
      ]}
      keyOf={({ area, row, column }) => `${area} ${row} ${column}`}
      cut={cut}
    />
  );
}
