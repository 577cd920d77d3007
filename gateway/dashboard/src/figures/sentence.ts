import type { Unit } from '../state/address.ts';
import { isNegative, isZero, scaled } from './decimal.ts';
import { type FigureUnit, shown } from './format.ts';

/** What a bulletin says of a figure; `moves` as fractions, null where there is none. */
export interface Told {
  /** `高新技术企业贷款余额` */
  subject: string;
  /** `全省`, `九江市` or a bank's name. */
  where: string;
  period: string;
  /** A stock is of a day (`截至…末`), a flow of a span. */
  isStock: boolean;
  unit: FigureUnit;
  value: string;
  money: Unit;
  moves: { yoy: string | null; ytd: string | null; mom: string | null };
}

/** 余: more, less than the next whole; 超 and 近: on either side of a round number. */
export type Style = 'EXACT' | 'REST' | 'ROUND';

const UNITS: Record<Unit, string> = { YUAN: '元', WAN: '万元', YI: '亿元' };
const MOVES = { yoy: '同比', ytd: '较年初', mom: '环比' } as const;
const TIMES_FROM = 2;

/** One sentence of 通报用语: 截至2024年12月末，全省高新技术企业贷款余额2864.50亿元，同比增长9.90%。 */
export function sentenceOf(told: Told, style: Style = 'EXACT'): string {
  const when = `${told.isStock ? '截至' : ''}${monthText(told.period)}${told.isStock ? '末' : ''}`;
  const head = `${when}，${told.where}${told.subject}${amountText(told, style)}`;
  const moves = (Object.keys(MOVES) as (keyof typeof MOVES)[]).flatMap((kind) => {
    const value = told.moves[kind];
    return value === null ? [] : [MOVES[kind] + moveText(value, told.unit)];
  });
  return `${[head, ...moves].join('，')}。`;
}

function monthText(period: string): string {
  const [year = '', rest = ''] = period.split('-');
  if (rest === '') return `${year}年`;
  if (rest.startsWith('Q')) return `${year}年${'一二三四'[Number(rest[1]) - 1]}季度`;
  return `${year}年${Number(rest)}月`;
}

function amountText({ unit, value, money }: Told, style: Style): string {
  if (unit === 'RATIO') return `为${shown(value, unit, money)}%`;
  const name = unit === 'COUNT' ? '户' : UNITS[money];
  const exact = shown(value, unit, money).replaceAll(',', '');
  if (style === 'EXACT') return exact + name;
  const whole = exact.split('.')[0]!;
  const isWhole = isZero(`0.${exact.split('.')[1] ?? '0'}`);
  if (style === 'REST') return isWhole ? whole + name : `${whole}余${name}`;
  return roundText(BigInt(whole), isWhole) + name;
}

/** Beside a number of two significant places: 近 from at most 2 % below, 超 above, neither where it is the number itself. */
function roundText(whole: bigint, isWhole: boolean): string {
  const digits = whole.toString().length;
  const step = 10n ** BigInt(Math.max(0, digits - 2));
  const below = (whole / step) * step;
  const above = below + step;
  if (below === whole && isWhole) return String(whole);
  return (above - whole) * 50n <= above ? `近${above}` : `超${below}`;
}

/** 增长9.90%, 下降0.57个百分点, 增长15倍 (from twice the base on), 持平. */
function moveText(value: string, unit: FigureUnit): string {
  const size = value.replace('-', '');
  const percent = (scaled(size, 2, 2) ?? size).replaceAll(',', '');
  if (isZero(percent)) return '持平';
  const verb = isNegative(value) ? '下降' : unit === 'RATIO' ? '上升' : '增长';
  if (unit === 'RATIO') return `${verb}${percent}个百分点`;
  if (!isNegative(value) && Number(size) >= TIMES_FROM) {
    return `${verb}${(scaled(size, 0, 1) ?? size).replace(/\.0$/, '')}倍`;
  }
  return `${verb}${percent}%`;
}
