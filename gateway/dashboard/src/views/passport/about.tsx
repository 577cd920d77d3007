import { factName, nameOfCode } from '@qianfan/schema/codelists/codelists';
import { listName } from '@qianfan/schema/codelists/populations';
import { dayOf } from '@qianfan/schema/kernel/instant';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { usePublished } from '../../data/use-published.ts';
import { Panel } from '../../charts/panel.tsx';
import { instantText, shown, unitName } from '../../figures/format.ts';
import { flagText } from '../../figures/told.ts';
import { copyText } from '../../shell/copy.ts';
import { type Between, searchOf, useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { additivity } from '../../words/additivity.ts';
import { passport } from '../../words/passport.ts';
import { shell } from '../../words/shell.ts';
import type { Passported } from './input.ts';

/** As known when the period was published, and as known to whoever looks at the passport. */
function useBetween(period: string): Partial<Between> {
  const { address } = useAddress();
  const published = usePublished(period);
  const to = address.asOf || dayOf(Date.now() * 1000);
  return { ...(published && published < to && { from: published }), to };
}

/** What the figure means and as of when it is known. */
export function About({ figure, where, cut }: { figure: Passported; where: string; cut: string }) {
  const { t } = useLanguage();
  const { address, to } = useAddress();
  const [copied, setCopied] = useState(false);
  const { definition, numerator, denominator } = figure;
  const at = `${location.origin}/figure/${encodeURIComponent(figure.figureId)}${searchOf({ ...address, asOf: address.asOf || cut })}`;
  const between = useBetween(figure.period);
  // Both instants are said by name: what the passport looks at is one of them.
  const compared = { period: figure.period, asOf: '' };
  const part = (one: NonNullable<Passported['numerator']>): string =>
    one.value === null
      ? '—'
      : `${shown(one.value, one.unit, address.unit)} ${t(unitName(one.unit, address.unit))}`;
  const lines: [string, ReactNode][] = [
    ...(definition
      ? ([
          [
            t(passport.definition),
            <>
              {t(definition.description)}{' '}
              <span className="note">
                <span className="code">{definition.code}</span> · {t(passport.version)}{' '}
                {figure.definitionVersion ?? definition.version} · {definition.effectiveFrom}{' '}
                {t(passport.from)}
              </span>
            </>,
          ],
          [
            t(passport.additivity),
            definition.additivity in additivity
              ? t(additivity[definition.additivity as keyof typeof additivity])
              : definition.additivity,
          ],
          [
            t(passport.sources),
            definition.sources.map((source) => t(factName(source))).join(t(passport.comma)),
          ],
        ] as [string, ReactNode][])
      : []),
    ...(numerator
      ? ([
          [
            t(passport.numerator),
            `${figure.numeratorLabel ? t(figure.numeratorLabel) : ''} ${part(numerator)}`,
          ],
        ] as [string, ReactNode][])
      : []),
    ...(denominator
      ? ([
          [
            t(passport.denominator),
            `${figure.denominatorLabel ? t(figure.denominatorLabel) : ''} ${part(denominator)}`,
          ],
        ] as [string, ReactNode][])
      : []),
    [t(passport.area), where],
    [
      t(passport.basis),
      `${t(nameOfCode('basis', figure.basis))} · ${t(nameOfCode('agency', figure.agency))}`,
    ],
    ...(figure.listVersion
      ? ([[t(passport.list), t(listName(figure.listVersion))]] as [string, ReactNode][])
      : []),
    ...(figure.expected === null
      ? []
      : ([[t(passport.reporters), `${figure.received ?? 0} / ${figure.expected}`]] as [
          string,
          ReactNode,
        ][])),
    ...(figure.contributors === null
      ? []
      : ([
          [
            t(passport.contributors),
            `${figure.contributors.reporting} / ${figure.contributors.total}`,
          ],
        ] as [string, ReactNode][])),
    ...(figure.flags.length === 0
      ? []
      : ([[t(passport.flags), figure.flags.map((flag) => t(flagText(flag))).join('、')]] as [
          string,
          ReactNode,
        ][])),
    ...(figure.partial === null || figure.value !== null
      ? []
      : ([[t(passport.partial), shown(figure.partial, figure.unit, address.unit)]] as [
          string,
          ReactNode,
        ][])),
    [t(shell.cut), `${instantText(cut)} (Asia/Shanghai)`],
    [t(passport.id), <span className="hash">{figure.figureId}</span>],
  ];
  return (
    <Panel title={t(passport.definition)}>
      <dl className="facts">
        {lines.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="tools">
        <button
          type="button"
          title={t(passport.permalinkHint)}
          onClick={() => void copyText(at).then(() => setCopied(true))}
        >
          {t(copied ? passport.copied : passport.permalink)}
        </button>
        <Link href={to('/compare', { id: figure.figureId, ...between }, compared)}>
          {t(passport.compare)}
        </Link>
      </div>
    </Panel>
  );
}
