import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { instantText, periodName } from '../../figures/format.ts';
import { COUNT, INSTANT, signed } from '../../figures/measure.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn } from '../../tables/figure-columns.tsx';
import { late } from '../../words/late.ts';
import { shell } from '../../words/shell.ts';
import type { Filer, State } from './filer.ts';
import { useGroupName } from './groups.tsx';

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

/** Who owes the return: who is missing, then who was late, the latest first. */
export function Filers({ state, title, cut }: { state: State; title: string; cut: string }) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const groupName = useGroupName();
  const deadline = Date.parse(state.deadline);
  /** Begun days after the deadline; below zero before it. */
  const days = ({ receivedAt }: Filer): number | null =>
    receivedAt === null ? null : Math.ceil((Date.parse(receivedAt) - deadline) / DAY_MS);
  const rows = state.filers.toSorted(
    (a, b) => ORDER[a.status] - ORDER[b.status] || (days(b) ?? 0) - (days(a) ?? 0),
  );
  const nameOf = ({ institution }: Filer) => (institution ? t(institution.name) : '');
  const groupOf = ({ institution }: Filer) => groupName(institution?.peerGroup ?? null);
  const columns: Column<Filer>[] = [
    { key: 'institution', header: t(late.institution), value: nameOf },
    codeColumn({ t, unit: address.unit }, ({ institution }) => institution?.code ?? null),
    { key: 'group', header: t(late.group), value: groupOf },
    {
      key: 'status',
      header: t(late.status),
      cell: ({ status }) => (
        <span className={`badge ${LOOKS[status]}`}>{t(nameOfCode('filingStatus', status))}</span>
      ),
      value: ({ status }) => t(nameOfCode('filingStatus', status)),
    },
    {
      key: 'receivedAt',
      header: t(late.receivedAt),
      as: INSTANT,
      short: true,
      value: ({ receivedAt }) => receivedAt,
    },
    {
      key: 'delay',
      header: `${t(late.delay)} (${t(late.days)})`,
      as: signed(COUNT),
      value: days,
    },
  ];
  return (
    <DataTable
      caption={`${t(late.filers)} · ${title}`}
      columns={columns}
      rows={rows}
      keyOf={({ institution }) => institution?.code ?? ''}
      cut={cut}
      about={[
        [t(late.form), state.form],
        [t(shell.period), t(periodName(state.period))],
        [t(late.deadline), instantText(state.deadline)],
        [t(late.received), `${state.received} / ${state.expected}`],
      ]}
    />
  );
}
