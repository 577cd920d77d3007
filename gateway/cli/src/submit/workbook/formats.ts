import { format, getFormatDateInfo, isDateFormat } from 'numfmt';
import { formatDecimal, parseDecimal } from '@qianfan/schema/returns/decimal';
import { readNumber } from '../number.ts';

/** What a number is shown as: text, and the number itself where that is another. */
export interface Shown {
  text: string;
  held?: string;
}

/** A number as a spreadsheet knows it: fifteen digits of the seventeen that are kept, none of them an exponent. */
export function fifteen(value: number): string {
  const [digits = '', exponent] = value.toPrecision(15).split('e');
  if (exponent === undefined) return plain(digits);
  const isNegative = digits.startsWith('-');
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const at = whole.length + Number(exponent);
  const all = (whole + fraction).padEnd(at, '0');
  const text = at > 0 ? `${all.slice(0, at)}.${all.slice(at)}` : `0.${'0'.repeat(-at)}${all}`;
  return plain(`${isNegative ? '-' : ''}${text}`);
}

const plain = (digits: string): string =>
  digits.includes('.') ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits;

/** With so many decimals, halves away from zero, as spreadsheets round. */
function rounded(text: string, decimals: number): string {
  const { units, scale } = parseDecimal(text)!;
  if (scale <= decimals) return formatDecimal({ units, scale }, decimals);
  const step = 10n ** BigInt(scale - decimals);
  const size = ((units < 0n ? -units : units) + step / 2n) / step;
  return formatDecimal({ units: units < 0n ? -size : size, scale: decimals }, decimals);
}

const same = (a: string, b: string): boolean =>
  formatDecimal(parseDecimal(a)!) === formatDecimal(parseDecimal(b)!);

/** Decimals that a form keeps of an amount. */
const KEPT = 2;

/** The signs of a dash: what formats for accounting show of zero. */
const DASH = /^[-–—]$/;

const isGeneral = (code: string): boolean => /^(?:general|g\/通用格式|@|)$/i.test(code);

/** The formats that a workbook names by number alone; 27 to 36 and 50 to 58 are dates of the reader's country. */
const BUILT_IN: Readonly<Record<number, string>> = {
  ...{ 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00' },
  ...{ 12: '# ?/?', 13: '# ??/??', 14: 'yyyy/m/d', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy' },
  ...{ 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy/m/d h:mm' },
  ...{ 37: '#,##0;-#,##0', 38: '#,##0;[Red]-#,##0', 39: '#,##0.00;-#,##0.00' },
  ...{ 40: '#,##0.00;[Red]-#,##0.00', 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ' },
  ...{ 42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ' },
  ...{ 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ' },
  ...{ 44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ' },
  ...{ 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@' },
  ...Object.fromEntries(
    [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'yyyy-mm-dd']),
  ),
};

/** The format code that a style names; `codes`: those of the workbook's own. */
export const formatCode = (id: number, codes: ReadonlyMap<number, string>): string =>
  codes.get(id) ?? BUILT_IN[id] ?? 'General';

/** Days that the calendar of 1904 is behind. */
const BEHIND_1904 = 1462;

/** What a cell shows of a date: the day, or the month where its format has no day. */
function dateText(value: number, code: string, is1904: boolean): string {
  const serial = is1904 ? value + BEHIND_1904 : value;
  const { year, month, day } = getFormatDateInfo(code);
  if (!year || !month) return format(code, serial, { throws: false });
  return format(day ? 'yyyy-mm-dd' : 'yyyy-mm', serial, { throws: false });
}

/**
 * What a cell shows of a number. Rounding to two decimals is what a form asks for; a format that shows fewer, scales,
 * hides a sign or a zero, or writes other numerals shows another number than the cell holds.
 */
export function shownNumber(
  stored: string,
  code: string,
  { is1904, hidesZeros }: { is1904: boolean; hidesZeros: boolean },
): Shown {
  const value = Number(stored);
  const held = fifteen(value);
  if (!Number.isFinite(value)) return { text: stored };
  if (value === 0 && hidesZeros) return { text: '', held };
  if (isGeneral(code)) return { text: held };
  let text: string;
  try {
    if (isDateFormat(code)) return { text: dateText(value, code, is1904) };
    if (/\[DBNum/i.test(code)) return { text: code, held };
    text = format(code, value).trim();
  } catch {
    return { text: code, held };
  }
  if (value === 0 && DASH.test(text)) return { text: held };
  const reading = readNumber(text);
  // What is no number is refused for what it shows.
  if (!('value' in reading)) return text === '' || isHeldElse(text) ? { text, held } : { text };
  const decimals = reading.value.split('.')[1]?.length ?? 0;
  const near = rounded(held, decimals);
  const isShort = decimals < KEPT && !same(near, held) && !same(near, rounded(held, KEPT));
  // The library and a spreadsheet may round a half apart: what it holds decides.
  const gap = Math.abs(Number(reading.value) - Number(near));
  if (
    isShort ||
    gap > 10 ** -decimals * 1.000001 ||
    (!same(near, reading.value) && decimals < KEPT)
  ) {
    return { text, held };
  }
  return { text: near };
}

/** A dash, a blank: it shows nothing of what it holds. */
const isHeldElse = (text: string): boolean => DASH.test(text);
