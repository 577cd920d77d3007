import { readd, sumText } from '@qianfan/schema/formula/readd';
import { Link } from 'wouter';
import type { Pages } from '../../data/use-pages.ts';
import { shown, unitName } from '../../figures/format.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { passport } from '../../words/passport.ts';
import type { Passported } from './input.ts';

type Node = Passported['lineage']['nodes'][number];

/** More than these are opened by whoever wants to see them. */
const AT_SIGHT = 8;

/** How the figure follows from its facts, and whether it does: as soon as all of them are here. */
export function Made({ figure, facts }: { figure: Passported; facts: Pages<Node> }) {
  const { t } = useLanguage();
  const { formula, operands, scope } = figure.lineage;
  if (formula === null) return null;
  const { verdict, sums } = readd(figure, formula, scope, facts.nodes);
  const checked = facts.isWhole && verdict !== 'NO_VALUE' && verdict !== 'OWN_FACTS_ONLY';
  return (
    <div className="made">
      {operands.length > 1 && (
        <>
          <p>
            {t(passport.formula)} <code>{formula}</code>
          </p>
          <details open={operands.length <= AT_SIGHT}>
            <summary>
              {t(passport.operands)} · {operands.length}
            </summary>
            <ul>
              {operands.map((operand) => (
                <Operand
                  key={operand.name}
                  operand={operand}
                  sum={facts.isWhole ? sumText(sums.get(operand.name) ?? 0n, operand.unit) : null}
                />
              ))}
            </ul>
          </details>
        </>
      )}
      {checked && <p role="status">{t(passport[verdict])}</p>}
    </div>
  );
}

function Operand({
  operand: { name, part, sign, unit, figureId },
  sum,
}: {
  operand: Passported['lineage']['operands'][number];
  sum: string | null;
}) {
  const { t } = useLanguage();
  const { address, to } = useAddress();
  return (
    <li>
      <code>{name}</code>{' '}
      <span title={t(sign > 0 ? passport.rises : passport.falls)}>{sign > 0 ? '＋' : '－'}</span>{' '}
      {figureId ? (
        <Link href={to(`/figure/${encodeURIComponent(figureId)}`)}>{t(passport[part])}</Link>
      ) : (
        t(passport[part])
      )}{' '}
      {sum !== null && (
        <span className="number">
          {shown(sum, unit, address.unit)} {t(unitName(unit, address.unit))}
        </span>
      )}
    </li>
  );
}
