import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { Panel } from '../../charts/panel.tsx';
import type { RefusalsQuery } from '../../data/operations.ts';
import { usePages } from '../../data/use-pages.ts';
import { periodName } from '../../figures/format.ts';
import { INSTANT } from '../../figures/measure.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn } from '../../tables/figure-columns.tsx';
import { loadedOf, More } from '../../tables/more.tsx';
import { refusals } from '../../words/refusals.ts';
import { shell } from '../../words/shell.ts';
import { tables } from '../../words/tables.ts';
import type { Form } from './cells.ts';
import { nameIn } from './names.ts';

type Refusal = NonNullable<RefusalsQuery['refusals']>['nodes'][number];
type Issue = Refusal['issues'][number];
interface Reason {
  key: string;
  name: string;
  refusal: Refusal;
  issue: Issue;
}

const LOOKS: Record<Issue['severity'], string> = {
  FATAL: 'bad',
  ERROR: 'bad',
  WARN_EXPLAIN: 'warn',
  WARN: 'warn',
  INFO: '',
};

/** What was refused in a period: every reason of every refusal, at its cell, with what to do. */
export function Refused({
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
  const variables = { form, period };
  const asked = usePages('Refusals', variables, (data) => data.refusals);
  if (asked.error) return <Failure error={asked.error} again={asked.again} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const rows = asked.nodes.flatMap((refusal) =>
    refusal.issues.map((issue, n): Reason => ({
      key: `${refusal.position} ${n}`,
      name: refusal.institution ? t(refusal.institution.name) : '',
      refusal,
      issue,
    })),
  );
  const note = `${layout ? `${t(layout.name)} ` : ''}${form} · ${t(periodName(period))}`;
  const cellOf = ({ issue: { row, column } }: Reason): string =>
    [
      row && `${row} ${nameIn(layout?.rows, row, t)}`,
      column && `${column} ${nameIn(layout?.columns, column, t)}`,
    ]
      .filter(Boolean)
      .join(' × ');
  const text = (
    key: 'institution' | 'cell' | 'found' | 'expected' | 'message' | 'fix',
    value: (one: Reason) => string | null,
  ): Column<Reason> => ({
    key,
    header: t(refusals[key]),
    value,
    cell: (one) => value(one) ?? '',
  });
  const columns: Column<Reason>[] = [
    text('institution', ({ name }) => name),
    codeColumn({ t, unit: address.unit }, ({ refusal }) => refusal.institution?.code ?? null),
    {
      key: 'receivedAt',
      header: t(refusals.receivedAt),
      as: INSTANT,
      value: ({ refusal }) => refusal.receivedAt,
    },
    {
      key: 'rule',
      header: t(refusals.rule),
      cell: ({ issue: { code, severity } }) => (
        <span className={`badge ${LOOKS[severity]}`}>
          {code} {t(nameOfCode('severity', severity))}
        </span>
      ),
      value: ({ issue: { code, severity } }) => `${code} ${t(nameOfCode('severity', severity))}`,
    },
    text('cell', cellOf),
    text('found', ({ issue }) => issue.found),
    text('expected', ({ issue }) => issue.expected),
    text('message', ({ issue }) => t(issue.message)),
    text('fix', ({ issue }) => (issue.fix ? t(issue.fix) : null)),
    {
      key: 'position',
      header: t(refusals.position),
      cell: ({ refusal }) => <span className="hash">{refusal.position}</span>,
      value: ({ refusal }) => refusal.position,
    },
  ];
  return (
    <Panel
      title={`${t(refusals.refused)} · ${asked.total ?? 0}`}
      note={note}
      asked={{ name: 'Refusals', variables: { ...variables, first: 500, after: null } }}
    >
      {asked.data?.refusals?.scope === 'OWN' && <p className="note">{t(refusals.own)}</p>}
      <More pages={asked} />
      {rows.length === 0 ? (
        <p>{t(refusals.noneRefused)}</p>
      ) : (
        <div className="reasons">
          <DataTable
            caption={`${t(refusals.refused)} · ${note}`}
            columns={columns}
            rows={rows}
            keyOf={({ key }) => key}
            cut={asked.cut}
            about={[
              [t(refusals.form), `${layout ? t(layout.name) : ''} ${form}`.trim()],
              [t(shell.period), t(periodName(period))],
              ...(layout
                ? [[t(tables.unit), t(nameOfCode('amountUnit', layout.unit))] as const]
                : []),
              ...loadedOf(asked, t),
            ]}
          />
        </div>
      )}
    </Panel>
  );
}
