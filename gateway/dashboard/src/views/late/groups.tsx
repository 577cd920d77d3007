import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { COUNT, PERCENT } from '../../figures/measure.ts';
import { useLanguage } from '../../state/taste.ts';
import type { Line } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { late } from '../../words/late.ts';
import { tables } from '../../words/tables.ts';
import type { Filer } from './filer.ts';

/** What a peer group is called. */
export function useGroupName(): (code: string | null) => string {
  const { t } = useLanguage();
  return (code) => t(code === null ? late.noGroup : nameOfCode('peerGroup', code));
}

interface Group {
  code: string;
  name: string;
  expected: number;
  onTime: number;
  late: number;
  missing: number;
  due: number;
}

/** How the peer groups keep the deadline, the worst first. */
export function Groups({
  filers,
  about,
  title,
  cut,
}: {
  filers: readonly Filer[];
  about: readonly Line[];
  title: string;
  cut: string;
}) {
  const { t } = useLanguage();
  const groupName = useGroupName();
  const byGroup = Map.groupBy(filers, ({ institution }) => institution?.peerGroup ?? null);
  const groupOf = (code: string, name: string, members: readonly Filer[]): Group => {
    const count = (...of: Filer['status'][]) =>
      members.filter(({ status }) => of.includes(status)).length;
    return {
      ...{ code, name, expected: members.length, onTime: count('ON_TIME'), late: count('LATE') },
      ...{ missing: count('MISSING'), due: count('DUE', 'NOT_DUE') },
    };
  };
  const rows = [...byGroup]
    .map(([code, members]) => groupOf(code ?? '', groupName(code), members))
    .toSorted((a, b) => b.missing - a.missing || b.late - a.late || b.expected - a.expected);
  /** Of those whose time is over. */
  const rate = ({ onTime, late: tardy, missing }: Group): number | null => {
    const over = onTime + tardy + missing;
    return over === 0 ? null : onTime / over;
  };
  const number = (
    key: 'expected' | 'onTime' | 'late' | 'missing' | 'due',
    header: string,
  ): Column<Group> => ({
    key,
    header,
    as: COUNT,
    value: (group) => group[key],
  });
  const columns: Column<Group>[] = [
    { key: 'group', header: t(late.group), value: ({ name }) => name },
    { key: 'code', header: t(tables.code), only: 'EXPORT', value: ({ code }) => code || null },
    number('expected', t(late.expected)),
    number('onTime', t(late.onTime)),
    number('late', t(late.lateCount)),
    number('missing', t(late.missing)),
    number('due', t(late.due)),
    {
      key: 'rate',
      header: t(late.rate),
      as: PERCENT,
      value: rate,
    },
  ];
  return (
    <DataTable
      caption={`${t(late.byGroup)} · ${title}`}
      columns={columns}
      rows={rows}
      total={groupOf('', t(tables.total), filers)}
      keyOf={({ code }) => code}
      cut={cut}
      about={about}
    />
  );
}
