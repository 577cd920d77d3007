import type { DifferenceQuery, FigureInput } from '../../data/operations.ts';
import { useInstitutions } from '../../data/use-names.ts';
import { usePages } from '../../data/use-pages.ts';
import { type FigureUnit, instantText, shown, unitName } from '../../figures/format.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { More } from '../../tables/more.tsx';
import { compare } from '../../words/compare.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';

type Node = NonNullable<DifferenceQuery['difference']>['facts']['nodes'][number];

/** The facts that made the difference: what came in, what was superseded. */
export function Reasons({
  name,
  figure,
  unit,
  from,
  to,
}: {
  name: string;
  figure: FigureInput;
  unit: FigureUnit;
  from: string;
  to: string;
}) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const names = useInstitutions();
  const variables = { figure, between: from, and: to };
  const asked = usePages('Difference', variables, ({ difference }) => difference?.facts);
  if (asked.error) return <Failure error={asked.error} />;
  if (!asked.data?.difference) return <p className="note">{t(shell.loading)}</p>;
  const of = unit === 'RATIO' ? 'YUAN' : unit;
  const amount = (value: string | null): string =>
    value === null ? '—' : shown(value, of, address.unit);
  const columns: Column<Node>[] = [
    {
      key: 'institution',
      header: t(passport.institution),
      cell: ({ institution }) => names.get(institution) ?? institution,
      value: ({ institution }) => institution,
    },
    {
      key: 'part',
      header: t(passport.part),
      cell: ({ part }) => t(passport[part]),
      value: ({ part }) => part,
    },
    {
      key: 'counted',
      header: t(compare.counted),
      numeric: true,
      cell: ({ counted, before }) => (counted ? amount(before) : '—'),
      value: ({ before }) => (before === null ? null : Number(before)),
    },
    {
      key: 'counts',
      header: t(compare.counts),
      numeric: true,
      cell: ({ counts, after }) => (counts ? amount(after) : '—'),
      value: ({ after }) => (after === null ? null : Number(after)),
    },
    {
      key: 'change',
      header: `${t(compare.change)} ${t(unitName(of, address.unit))}`,
      numeric: true,
      cell: ({ change }) => amount(change),
      value: ({ change }) => (change === null ? null : Number(change)),
    },
    {
      key: 'knownAt',
      header: t(passport.knownAt),
      short: true,
      cell: ({ knownAt }) => instantText(knownAt),
      value: ({ knownAt }) => knownAt,
    },
    { key: 'type', header: t(passport.type), cell: ({ type }) => type, value: ({ type }) => type },
    {
      key: 'position',
      header: t(passport.position),
      short: true,
      cell: ({ position, hash }) => (
        <span className="hash" title={hash}>
          {position}
        </span>
      ),
      value: ({ position }) => position,
    },
  ];
  return (
    <>
      <More pages={asked} />
      <DataTable
        caption={`${name} · ${t(compare.why)} · ${from} → ${to}`}
        columns={columns}
        rows={asked.nodes}
        keyOf={({ part, position }) => `${part} ${position}`}
        cut={asked.cut}
      />
    </>
  );
}
