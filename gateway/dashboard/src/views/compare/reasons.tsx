import type { DifferenceQuery, FigureInput } from '../../data/operations.ts';
import { useInstitutions } from '../../data/use-names.ts';
import { usePages } from '../../data/use-pages.ts';
import { INSTANT, measureOf } from '../../figures/measure.ts';
import { unitOfPart } from '../../figures/part-unit.ts';
import { Failure } from '../../shell/failure.tsx';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn } from '../../tables/figure-columns.tsx';
import { loadedOf, More } from '../../tables/more.tsx';
import { compare } from '../../words/compare.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';

type Node = NonNullable<DifferenceQuery['difference']>['facts']['nodes'][number];

/** The facts that made the difference: what came in, what was superseded. */
export function Reasons({
  name,
  figure,
  from,
  to,
}: {
  name: string;
  figure: FigureInput;
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
  const { before, after } = asked.data.difference;
  const parted = before.numerator ? before : after;
  const as = ({ part }: Node) => measureOf(unitOfPart(parted, part), address.unit);
  // One unit in the heading, unless the parts of a quotient have several.
  const [first, ...others] = new Set(asked.nodes.map((node) => unitOfPart(parted, node.part)));
  const same = first && others.length === 0 ? measureOf(first, address.unit) : as;
  const columns: Column<Node>[] = [
    {
      key: 'institution',
      header: t(passport.institution),
      value: ({ institution }) => names.get(institution) ?? institution,
    },
    codeColumn({ t, unit: address.unit }, ({ institution }) =>
      names.has(institution) ? institution : null,
    ),
    {
      key: 'part',
      header: t(passport.part),
      value: ({ part }) => t(passport[part]),
    },
    {
      key: 'counted',
      header: t(compare.counted),
      as: same,
      value: ({ counted, before }) => (counted ? before : null),
    },
    {
      key: 'counts',
      header: t(compare.counts),
      as: same,
      value: ({ counts, after }) => (counts ? after : null),
    },
    {
      key: 'change',
      header: t(compare.change),
      as: same,
      value: (node) => node.change,
    },
    {
      key: 'knownAt',
      header: t(passport.knownAt),
      as: INSTANT,
      short: true,
      value: ({ knownAt }) => knownAt,
    },
    { key: 'type', header: t(passport.type), value: ({ type }) => type },
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
    { key: 'hash', header: t(passport.hash), only: 'EXPORT', value: ({ hash }) => hash },
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
        about={[
          [t(passport.id), asked.data.difference.figureId],
          [t(compare.from), from],
          [t(compare.to), to],
          ...loadedOf(asked, t),
        ]}
      />
    </>
  );
}
