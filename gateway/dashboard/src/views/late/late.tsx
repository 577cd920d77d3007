import { Panel } from '../../charts/panel.tsx';
import type { FilersQuery } from '../../data/operations.ts';
import { useAsk } from '../../data/use-ask.ts';
import { useLatest } from '../../data/use-latest.ts';
import { instantText, periodName } from '../../figures/format.ts';
import { Clocks } from '../../shell/clocks.tsx';
import { Failure } from '../../shell/failure.tsx';
import { FormChoice, useForm } from '../../shell/form-choice.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { late } from '../../words/late.ts';
import { ranking } from '../../words/ranking.ts';
import { shell } from '../../words/shell.ts';

type Filer = NonNullable<FilersQuery['reportingPeriod']>['filers'][number];

/** Late and missing first. */
const ORDER: Record<Filer['status'], number> = {
  MISSING: 0,
  LATE: 1,
  DUE: 2,
  ON_TIME: 3,
  NOT_DUE: 4,
};
const LOOKS: Record<Filer['status'], string> = {
  MISSING: 'bad',
  LATE: 'warn',
  DUE: 'warn',
  ON_TIME: 'good',
  NOT_DUE: '',
};
const DAY_MS = 86_400_000;

/** 报送进度: who has filed a form for a period, and who is late. */
export default function Late() {
  const { address } = useAddress();
  const { t } = useLanguage();
  const latest = useLatest();
  const form = useForm();
  if (!latest) return <p className="loading">{t(shell.loading)}</p>;
  return (
    <>
      <h1>{t(late.title)}</h1>
      <Clocks latest={latest} with={{ unit: false }}>
        <FormChoice />
      </Clocks>
      <Filers form={form} period={address.period || latest} />
    </>
  );
}

function Filers({ form, period }: { form: string; period: string }) {
  const { t } = useLanguage();
  const asked = useAsk('Filers', { form, period });
  if (asked.isError) return <Failure error={asked.error} again={() => void asked.refetch()} />;
  if (asked.isPending) return <p className="loading">{t(shell.loading)}</p>;
  const state = asked.data.data.reportingPeriod;
  if (!state) return <p className="note">{t(late.noPeriod)}</p>;
  const daysLate = ({ receivedAt }: Filer): number | null =>
    receivedAt === null
      ? null
      : Math.ceil((Date.parse(receivedAt) - Date.parse(state.deadline)) / DAY_MS);
  const groupName = (code: string | null): string =>
    code === null ? '' : code in ranking ? t(ranking[code as 'CITY']) : code;
  const rows = state.filers.toSorted(
    (a, b) => ORDER[a.status] - ORDER[b.status] || (daysLate(b) ?? 0) - (daysLate(a) ?? 0),
  );
  const columns: Column<Filer>[] = [
    {
      key: 'institution',
      header: t(late.institution),
      cell: ({ institution }) => (institution ? t(institution.name) : ''),
      value: ({ institution }) => (institution ? t(institution.name) : ''),
    },
    {
      key: 'group',
      header: t(late.group),
      cell: ({ institution }) => groupName(institution?.peerGroup ?? null),
      value: ({ institution }) => groupName(institution?.peerGroup ?? null),
    },
    {
      key: 'status',
      header: t(late.status),
      cell: ({ status }) => <span className={`badge ${LOOKS[status]}`}>{t(late[status])}</span>,
      value: ({ status }) => t(late[status]),
    },
    {
      key: 'receivedAt',
      header: t(late.receivedAt),
      cell: ({ receivedAt }) => (receivedAt === null ? '—' : instantText(receivedAt)),
      value: ({ receivedAt }) => (receivedAt === null ? null : instantText(receivedAt)),
    },
    {
      key: 'delay',
      header: `${t(late.delay)} (${t(late.days)})`,
      numeric: true,
      cell: (row) => {
        const days = daysLate(row);
        return days === null ? '—' : days > 0 ? `+${days}` : String(days);
      },
      value: daysLate,
    },
  ];
  const counts = [
    ['expected', state.expected],
    ['received', state.received],
    ['lateCount', state.late],
    ['missing', state.missing],
  ] as const;
  const title = `${state.form} · ${t(periodName(state.period))}`;
  return (
    <Panel
      title={title}
      note={`${t(late.deadline)} ${instantText(state.deadline)} · ${t(late.release)} ${instantText(state.release)}`}
      asked={{ name: 'Filers', variables: { form, period } }}
    >
      <dl className="counts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{t(late[name])}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {state.scope === 'OWN' && <p className="note">{t(late.own)}</p>}
      <DataTable
        caption={`${t(late.filers)} · ${title}`}
        columns={columns}
        rows={rows}
        keyOf={({ institution }) => institution?.code ?? ''}
        cut={asked.data.cut}
      />
    </Panel>
  );
}
