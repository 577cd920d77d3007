import type { Unit } from '../state/address.ts';
import { words, type Language, type Text } from '../words/text.ts';
import { isNegative, isZero, scaled } from './decimal.ts';
import { type FigureUnit, periodName, shown, unitName } from './format.ts';

export const MOVES = ['YOY', 'YTD', 'MOM', 'QOQ'] as const;
export type MoveKind = (typeof MOVES)[number];
export type Span = 'POINT' | 'PERIOD' | 'SINCE_START' | 'NONE';

/** What a bulletin says of a figure. */
export interface Saying {
  /** `高新技术企业贷款余额`; of a flow within what, `当月贷款发放额`. */
  subject: Text;
  /** `全省`, `九江市` or a bank's name. */
  where: Text;
  period: string;
  /** A stock is of a day (`截至…末`), a flow of a span. */
  span: Span;
  unit: FigureUnit;
  /** Nothing where it is the move alone that is told. */
  value: string | null;
  /** In what a number is counted: 户, 家. */
  counted: Text | null;
  money: Unit;
  /** What must be said with the number: a break, who is behind it. */
  remarks: readonly Text[];
  /** As fractions; only those that say something. */
  moves: readonly { kind: MoveKind; value: string; remarks: readonly Text[] }[];
}

/** 余: more, less than the next whole; 超 and 近: on either side of a round number. */
export type Style = 'EXACT' | 'REST' | 'ROUND';

const OVER: Record<MoveKind, Text> = words({
  YOY: ['同比', 'on year'],
  YTD: ['较年初', 'since year start'],
  MOM: ['环比', 'on month'],
  QOQ: ['环比', 'on quarter'],
});
const TIMES_FROM = 2;

/** One sentence of 通报用语: 截至2024年12月末，全省高新技术企业贷款余额2864.50亿元，同比增长9.90%。 */
export function sentenceOf(
  saying: Saying,
  style: Style = 'EXACT',
  language: Language = 'zh',
): string {
  return language === 'zh' ? inChinese(saying, style) : inEnglish(saying, style);
}

function inChinese(saying: Saying, style: Style): string {
  const { subject, where, period, span, unit, remarks, moves } = saying;
  // A day is meant by what stands, and by what has come together since the beginning; nothing else has a 截至.
  const isOfDay = span === 'POINT' || span === 'SINCE_START';
  const name = periodName(period).zh;
  const when = isOfDay ? `截至${name}末` : name;
  const amount = amountText(saying, style, 'zh');
  const head = `${where.zh}${subject.zh}${amount}${amount ? inBrackets(remarks, 'zh') : ''}`;
  const [first, ...rest] = moves.map(
    ({ kind, value, remarks: on }) =>
      `${OVER[kind].zh}${moveText(value, unit)}${inBrackets(on, 'zh')}`,
  );
  const body = amount ? [head, first, ...rest] : [`${head}${first ?? ''}`, ...rest];
  return `${[when, ...body.filter(Boolean)].join('，')}。`;
}

const inBrackets = (remarks: readonly Text[], language: Language): string => {
  if (remarks.length === 0) return '';
  const texts = remarks.map((remark) => remark[language]);
  return language === 'zh' ? `（${texts.join('，')}）` : ` (${texts.join(', ')})`;
};

function inEnglish(saying: Saying, style: Style): string {
  const { subject, where, period, span, unit, remarks, moves } = saying;
  const name = periodName(period).en;
  const isOfDay = span === 'POINT' || span === 'SINCE_START';
  const when = isOfDay ? `As of the end of ${name}` : `In ${name}`;
  const amount = amountText(saying, style, 'en');
  const told = moves.map(({ kind, value, remarks: on }) => {
    const sign = isNegative(value) ? '' : '+';
    const number = `${sign}${scaled(value, 2, 2) ?? value}${unit === 'RATIO' ? ' pp' : '%'}`;
    return `${number} ${OVER[kind].en}${inBrackets(on, 'en')}`;
  });
  const said = [amount && `${amount}${inBrackets(remarks, 'en')}`, ...told].filter(Boolean);
  return `${when}, ${where.en}: ${subject.en} ${said.join(', ')}.`;
}

const ABOUT: Record<'REST' | 'OVER' | 'NEAR', Text> = words({
  REST: ['余', 'over'],
  OVER: ['超', 'over'],
  NEAR: ['近', 'nearly'],
});

function amountText(
  { unit, value, money, counted }: Saying,
  style: Style,
  language: Language,
): string {
  if (value === null) return '';
  const isChinese = language === 'zh';
  if (unit === 'RATIO') return `${isChinese ? '为' : ''}${shown(value, unit, money)}%`;
  const name = (unit === 'COUNT' ? counted : unitName(unit, money))?.[language] ?? '';
  const full = shown(value, unit, money);
  const exact = full.replaceAll(',', '');
  const inUnit = (number: string) => (isChinese ? number + name : `${number} ${name}`.trim());
  if (style === 'EXACT') return inUnit(isChinese ? exact : full);
  const whole = exact.split('.')[0]!;
  const isWhole = isZero(`0.${exact.split('.')[1] ?? '0'}`);
  if (style === 'REST') {
    if (isWhole) return inUnit(whole);
    return isChinese ? inUnit(`${whole}${ABOUT.REST.zh}`) : `${ABOUT.REST.en} ${inUnit(whole)}`;
  }
  const { about, number } = rounded(BigInt(whole), isWhole);
  if (!about) return inUnit(number);
  return isChinese ? inUnit(about.zh + number) : `${about.en} ${inUnit(number)}`;
}

/** Beside a number of two significant places: 近 from at most 2 % below, 超 above, neither where it is the number itself. */
function rounded(whole: bigint, isWhole: boolean): { about?: Text; number: string } {
  const digits = whole.toString().length;
  const step = 10n ** BigInt(Math.max(0, digits - 2));
  const below = (whole / step) * step;
  const above = below + step;
  if (below === whole && isWhole) return { number: String(whole) };
  return (above - whole) * 50n <= above
    ? { about: ABOUT.NEAR, number: String(above) }
    : { about: ABOUT.OVER, number: String(below) };
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
