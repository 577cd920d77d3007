import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { instantText } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { late } from '../../words/late.ts';
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
    { key: 'institution', header: t(late.institution), cell: nameOf, value: nameOf },
    { key: 'group', header: t(late.group), cell: groupOf, value: groupOf },
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
      short: true,
      cell: ({ receivedAt }) => (receivedAt === null ? '—' : instantText(receivedAt)),
      value: ({ receivedAt }) => (receivedAt === null ? null : instantText(receivedAt)),
    },
    {
      key: 'delay',
      header: `${t(late.delay)} (${t(late.days)})`,
      numeric: true,
      cell: (row) => {
        const count = days(row);
        return count === null ? '—' : count > 0 ? `+${count}` : String(count);
      },
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
    />
  );
}
