import { Change, Figure } from '../figures/figure.tsx';
import type { FigureUnit } from '../figures/format.ts';
import { STATUS } from '../figures/status.ts';
import { flagText, type Moved, remarksOn, type Told } from '../figures/told.ts';
import type { Unit } from '../state/address.ts';
import { tables } from '../words/tables.ts';
import type { Text } from '../words/text.ts';
import type { Column } from './column.ts';
import { changeOf, type Measure, measureOf, signed } from '../figures/measure.ts';

type Translate = (text: Text) => string;

interface Context {
  t: Translate;
  unit: Unit;
}

interface FigureColumn<Row> {
  key: string;
  header: string;
  of: (row: Row) => Told | undefined;
  /** Where it is known before the first row is: all rows have the same. */
  as?: Measure;
}

/** A column of figures: on the screen each opens its passport. */
export function figureColumn<Row>(
  { t, unit }: Context,
  { key, header, of, as }: FigureColumn<Row>,
): Column<Row> {
  return {
    key,
    header,
    as: as ?? ((row) => measureOfTold(of(row), unit)),
    value: (row) => of(row)?.value ?? null,
    missing: (row) => {
      const status = of(row)?.status;
      return status ? t(STATUS[status]) : '';
    },
    cell: (row) => {
      const figure = of(row);
      return figure && <Figure figure={figure} withUnit={!as} />;
    },
  };
}

/** A number is counted in something of its own, where that is told. */
function measureOfTold(told: Told | undefined, chosen: Unit): Measure {
  const measure = measureOf(told?.unit ?? 'COUNT', chosen);
  return told?.counted ? { ...measure, unit: told.counted } : measure;
}

interface MoveColumn<Row> {
  key: string;
  header: string;
  of: (row: Row) => Moved | null | undefined;
  /** Of the figure that moves. */
  unit: FigureUnit | ((row: Row) => FigureUnit);
}

/** A column of growth, or of percentage points where ratios move. */
export function moveColumn<Row>({ t }: Context, column: MoveColumn<Row>): Column<Row> {
  const { key, header, of, unit } = column;
  const unitOf = (row: Row) => (typeof unit === 'function' ? unit(row) : unit);
  return {
    key,
    header,
    as:
      typeof unit === 'function' ? (row) => signed(changeOf(unitOf(row))) : signed(changeOf(unit)),
    value: (row) => of(row)?.value ?? null,
    // What nobody compares is not missing.
    missing: (row) => {
      const status = of(row)?.status;
      return status ? t(STATUS[status]) : '';
    },
    cell: (row) => <Change move={of(row)} unit={unitOf(row)} />,
  };
}

/** Taken along with figures: what must be known of them, and the id by which anybody finds them again. */
export function toldColumns<Row>(
  { t, unit }: Context,
  of: (row: Row) => Told | undefined,
  movesOf: (
    row: Row,
  ) => readonly (readonly [name: string, move: Moved | null | undefined])[] = () => [],
): Column<Row>[] {
  return [
    {
      key: 'remark',
      header: t(tables.remark),
      only: 'EXPORT',
      value: (row) => {
        const told = of(row);
        const flags = movesOf(row).flatMap(([name, move]) =>
          (move?.flags ?? []).map((flag) => `${name} ${t(flagText(flag))}`),
        );
        return [...(told ? remarksOn(told, unit).map(t) : []), ...flags].join('；') || null;
      },
    },
    {
      key: 'figureId',
      header: t(tables.figureId),
      only: 'EXPORT',
      value: (row) => of(row)?.figureId ?? null,
    },
  ];
}

/** A code that stands beside its name where others read it. */
export const codeColumn = <Row,>(
  { t }: Context,
  of: (row: Row) => string | null,
  header = t(tables.code),
): Column<Row> => ({
  key: 'code',
  header,
  only: 'EXPORT',
  value: of,
});
