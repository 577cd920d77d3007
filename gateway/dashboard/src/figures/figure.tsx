import { Link } from 'wouter';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { type FigureUnit, shown, shownChange, unitName } from './format.ts';
import { STATUS } from './status.ts';
import { behind, flagText, type Moved, type Told } from './told.ts';

/** A number that opens its passport, with its flags and with who is behind it; without a value it says why. */
export function Figure({ figure, withUnit = false }: { figure: Told; withUnit?: boolean }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const { figureId, value, status, unit, counted } = figure;
  return (
    <>
      <Link href={to(`/figure/${encodeURIComponent(figureId)}`)} className="figure">
        {value === null ? (
          <span className="no-value">{t(STATUS[status])}</span>
        ) : (
          <>
            <span className="number">{shown(value, unit, address.unit)}</span>
            {withUnit && <span className="unit">{t(counted ?? unitName(unit, address.unit))}</span>}
          </>
        )}
      </Link>
      <Marks figure={figure} />
    </>
  );
}

/** Flags, and who is behind the number where that is not everybody. */
export function Marks({ figure }: { figure: Told }) {
  const { t } = useLanguage();
  const who = behind(figure);
  return (
    <>
      <Flags flags={figure.flags} />
      {who && <small className="behind"> {t(who)}</small>}
    </>
  );
}

function Flags({ flags }: { flags: readonly string[] }) {
  const { t } = useLanguage();
  if (flags.length === 0) return null;
  return <small className="flags"> ⚠ {flags.map((flag) => t(flagText(flag))).join('、')}</small>;
}

/** Growth, or percentage points of a ratio: arrow, sign and colour, and its flags. */
export function Change({ move, unit }: { move: Moved | null | undefined; unit: FigureUnit }) {
  const { t } = useLanguage();
  if (!move || move.value === null)
    return (
      <span className="no-value" title={t(STATUS[move?.status ?? 'MISSING'])}>
        —
      </span>
    );
  const { text, direction } = shownChange(move.value, unit);
  return (
    <>
      <span className={`change ${direction.toLowerCase()}`}>{t(text)}</span>
      <Flags flags={move.flags} />
    </>
  );
}
