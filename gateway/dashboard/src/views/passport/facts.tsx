import { factName } from '@qianfan/schema/codelists/codelists';
import { useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { Boundary } from '../../shell/boundary.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useInstitutions } from '../../data/use-names.ts';
import type { Pages } from '../../data/use-pages.ts';
import { transformOf } from '../../figures/names.ts';
import { INSTANT, measureOf } from '../../figures/measure.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import type { Line } from '../../tables/about.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { codeColumn } from '../../tables/figure-columns.tsx';
import { More } from '../../tables/more.tsx';
import { passport } from '../../words/passport.ts';
import { tables } from '../../words/tables.ts';
import type { Passported } from './input.ts';
import { Made } from './made.tsx';
import { ReturnSheet } from './return-sheet.tsx';

type Node = Passported['lineage']['nodes'][number];

const keyOf = ({ part, operand, position }: Node): string => `${part} ${operand} ${position}`;
/** Classes whose facts add up to the figure; different ones and quotients do not. */
const ADDING = new Set(['STOCK', 'FLOW', 'CUM']);

/** The facts that add up to the figure; a return opens at its cell. */
export function Facts({
  figureId,
  figure,
  title,
  about,
  facts,
  cut,
}: {
  figureId: string;
  /** Which figure, of whom and when. */
  title: string;
  about: readonly Line[];
  figure: Passported;
  facts: Pages<Node>;
  cut: string;
}) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const names = useInstitutions();
  const [openedAt, setOpened] = useState<string>();
  const { nodes } = facts;
  const several = figure.lineage.operands.length > 1;
  const partOf = ({ part, operand }: Node): string =>
    several && operand !== null ? `${t(passport[part])} ${operand}` : t(passport[part]);
  // By its key: what is asked again comes as other objects.
  const opened = nodes.find((node) => keyOf(node) === openedAt);
  const context = { t, unit: address.unit };
  // What is added up is never a ratio: in the heading where all of it is of one unit, else beside each number.
  const units = new Set(nodes.flatMap((node) => (node.contribution === null ? [] : [node.unit])));
  const [only, ...others] = units;
  const columns: Column<Node>[] = [
    {
      key: 'institution',
      header: t(passport.institution),
      value: ({ institution }) => names.get(institution) ?? institution,
    },
    codeColumn(context, ({ institution }) => (names.has(institution) ? institution : null)),
    { key: 'part', header: t(passport.part), value: partOf },
    {
      key: 'contribution',
      header: t(passport.contribution),
      as:
        others.length === 0
          ? measureOf(only ?? 'YUAN', address.unit)
          : ({ unit }) => measureOf(unit ?? 'YUAN', address.unit),
      value: ({ contribution }) => contribution,
    },
    {
      key: 'knownAt',
      header: t(passport.knownAt),
      as: INSTANT,
      short: true,
      value: ({ knownAt }) => knownAt,
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
    { key: 'type', header: t(passport.type), only: 'EXPORT', value: ({ type }) => type },
    {
      key: 'open',
      header: '',
      only: 'SCREEN',
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
  const [first] = nodes;
  const addsUp =
    transformOf(figureId) === 'LEVEL' &&
    ADDING.has(figure.definition?.additivity ?? '') &&
    facts.isWhole &&
    !several;
  const total: Node | undefined =
    first && addsUp && figure.value !== null
      ? {
          ...first,
          ...{ institution: t(tables.total), position: '', hash: '', type: '', knownAt: '' },
          ...{ part: 'VALUE', contribution: figure.value },
        }
      : undefined;
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
        caption={`${title} · ${t(passport.madeOf)}`}
        columns={columns}
        rows={nodes}
        total={total}
        keyOf={keyOf}
        cut={cut}
        about={about}
        firstBy={{ key: 'contribution', down: true }}
      />
    </Panel>
  );
}
