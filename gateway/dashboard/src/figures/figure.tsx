import { Link } from 'wouter';
import type { ObservationStatus } from '../data/operations.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { type FigureUnit, shown, shownChange, unitName } from './format.ts';
import { STATUS } from './status.ts';

interface Valued {
  figureId: string;
  value: string | null;
  status: ObservationStatus;
  unit: FigureUnit;
}

/** A number that opens its passport; without a value it says why. */
export function Figure({ figure, withUnit = false }: { figure: Valued; withUnit?: boolean }) {
  const { address, to } = useAddress();
  const { t } = useLanguage();
  const { figureId, value, status, unit } = figure;
  return (
    <Link href={to(`/figure/${encodeURIComponent(figureId)}`)} className="figure">
      {value === null ? (
        <span className="no-value">{t(STATUS[status])}</span>
      ) : (
        <>
          <span className="number">{shown(value, unit, address.unit)}</span>
          {withUnit && <span className="unit">{t(unitName(unit, address.unit))}</span>}
        </>
      )}
    </Link>
  );
}

/** Growth, or percentage points of a ratio: arrow, sign and colour. */
export function Change({
  value,
  status,
  unit,
}: {
  value: string | null;
  status: ObservationStatus;
  unit: FigureUnit;
}) {
  const { t } = useLanguage();
  if (value === null)
    return (
      <span className="no-value" title={t(STATUS[status])}>
        —
      </span>
    );
  const { text, direction } = shownChange(value, unit);
  return <span className={`change ${direction.toLowerCase()}`}>{t(text)}</span>;
}
