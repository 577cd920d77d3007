import { type Decimal, formatDecimal, parseDecimal } from '@qianfan/schema/returns/decimal';
import type { Text } from '../../words/text.ts';
import { type Draft, type Form, type Place, placeAt } from './draft.ts';

/** Units that files are in: their names, and the power of ten by which a number of it becomes one of 万元. */
const UNITS: Readonly<Record<string, { name: Text; power: number }>> = {
  WAN_YUAN: { name: { zh: '万元', en: 'CNY 10,000' }, power: 0 },
  YUAN: { name: { zh: '元', en: 'yuan' }, power: -4 },
  千元: { name: { zh: '千元', en: 'CNY 1,000' }, power: -1 },
  百万元: { name: { zh: '百万元', en: 'CNY 1,000,000' }, power: 2 },
  千万元: { name: { zh: '千万元', en: 'CNY 10,000,000' }, power: 3 },
  亿元: { name: { zh: '亿元', en: 'CNY 100,000,000' }, power: 4 },
};

/** What people call a unit; one that nobody knows as it stands. */
export const unitText = (unit: string): Text => UNITS[unit]?.name ?? { zh: unit, en: unit };

/** By what the amounts of a file are multiplied: `÷ 10,000`; undefined where its unit is not known. */
export function factorText(from: string, to: string): string | undefined {
  const power = powerBetween(from, to);
  if (power === undefined) return undefined;
  return `${power < 0 ? '÷' : '×'} ${(10 ** Math.abs(power)).toLocaleString('en')}`;
}

function powerBetween(from: string, to: string): number | undefined {
  const [a, b] = [UNITS[from], UNITS[to]];
  return a && b && a.power - b.power;
}

const DECIMALS = 2;

const shifted = ({ units, scale }: Decimal, power: number): Decimal =>
  power < 0 ? { units, scale: scale - power } : { units: units * 10n ** BigInt(power), scale };

/** The draft with its amounts in the form's unit, exactly; or the places where two decimals do not hold them. */
export function converted(draft: Draft, form: Form): Draft | { inexact: Place[] } | undefined {
  const power = powerBetween(draft.unit, form.unit);
  if (power === undefined) return undefined;
  const amounts = new Set(
    form.columns.filter(({ kind }) => kind === 'AMOUNT').map(({ code }) => code),
  );
  const inexact: Place[] = [];
  const cells = draft.cells.map((cell) => {
    if (!amounts.has(cell.column)) return cell;
    const number = parseDecimal(cell.value.trim());
    const value = number ? formatDecimal(shifted(number, power), DECIMALS) : '';
    if (!/\.\d\d$/.test(value)) inexact.push(placeAt(cell.area, cell.row, cell.column));
    return { ...cell, value };
  });
  return inexact.length > 0 ? { inexact } : { ...draft, cells, unit: form.unit };
}
