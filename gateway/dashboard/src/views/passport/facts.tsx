import { factName } from '@qianfan/schema/codelists/codelists';
import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { Boundary } from '../../shell/boundary.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useInstitutions } from '../../data/use-names.ts';
import type { Pages } from '../../data/use-pages.ts';
import { instantText, shown, unitName } from '../../figures/format.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { More } from '../../tables/more.tsx';
import { passport } from '../../words/passport.ts';
import type { Passported } from './input.ts';
import { Made } from './made.tsx';
import { ReturnSheet } from './return-sheet.tsx';

type Node = Passported['lineage']['nodes'][number];

const keyOf = ({ part, operand, position }: Node): string => `${part} ${operand} ${position}`;

/** The facts that add up to the figure; a return opens at its cell. */
export function Facts({
  figureId,
  figure,
  facts,
  cut,
}: {
  figureId: string;
  figure: Passported;
  facts: Pages<Node>;
  cut: string;
}) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const names = useInstitutions();
  const [openedAt, setOpened] = useState<string>();
  const { nodes } = facts;
  // What is added up is never a ratio, and of one unit in one figure.
  const unit = nodes.find(({ contribution }) => contribution !== null)?.unit ?? 'YUAN';
  const several = figure.lineage.operands.length > 1;
  const partOf = ({ part, operand }: Node): string =>
    several && operand !== null ? `${t(passport[part])} ${operand}` : t(passport[part]);
  // By its key: what is asked again comes as other objects.
  const opened = nodes.find((node) => keyOf(node) === openedAt);

  const columns: Column<Node>[] = [
    {
      key: 'institution',
      header: t(passport.institution),
      cell: ({ institution }) => names.get(institution) ?? institution,
      value: ({ institution }) => names.get(institution) ?? institution,
    },
    {
      key: 'part',
      header: t(passport.part),
      cell: partOf,
      value: partOf,
    },
    {
      key: 'contribution',
      header: `${t(passport.contribution)} ${t(unitName(unit, address.unit))}`,
      numeric: true,
      cell: ({ contribution }) =>
        contribution === null ? '—' : shown(contribution, unit, address.unit),
      value: ({ contribution }) => (contribution === null ? null : Number(contribution)),
    },
    {
      key: 'knownAt',
      header: t(passport.knownAt),
      short: true,
      cell: ({ knownAt }) => instantText(knownAt),
      value: ({ knownAt }) => instantText(knownAt),
    },
    {
      key: 'position',
      header: t(passport.position),
      short: true,
      cell: ({ position }) => <span className="hash">{position}</span>,
      value: ({ position }) => position,
    },
    {
      key: 'hash',
      header: t(passport.hash),
      cell: ({ hash }) => (
        <span className="hash" title={hash}>
          {hash.slice(0, 19)}…
        </span>
      ),
      value: ({ hash }) => hash,
    },
    {
      key: 'open',
      header: '',
      cell: (node) =>
        node.type.startsWith('banks.ReturnAccepted') ? (
          <Opener
            isOpen={opened === node}
            onToggle={() => setOpened(opened === node ? undefined : keyOf(node))}
          >
            {t(opened === node ? passport.close : passport.open)}
          </Opener>
        ) : (
          <span className="note">{t(factName(node.type))}</span>
        ),
      value: ({ type }) => t(factName(type)),
    },
  ];
  return (
    <Panel
      title={t(passport.madeOf)}
      {...(figure.lineage.scope === 'OWN' ? { note: t(passport.own) } : {})}
      asked={{ name: 'Passport', variables: { id: figureId, first: 200, after: null } }}
    >
      {opened && (
        <Boundary key={openedAt}>
          <ReturnSheet node={opened} figure={figure} />
        </Boundary>
      )}
      <Made figure={figure} facts={facts} />
      <More pages={facts} />
      <DataTable
        caption={`${t(passport.madeOf)} · ${nodes.length}`}
        columns={columns}
        rows={nodes}
        keyOf={keyOf}
        cut={cut}
        about={[[t(passport.id), figureId]]}
        firstBy={{ key: 'contribution', down: true }}
      />
    </Panel>
  );
}
