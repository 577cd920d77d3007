import type { FileCode, Said } from './fault.ts';
import { halfWidth } from './sheet.ts';

/** A value, or why it is none. */
export type Reading = { value: string } | { code: FileCode; said: Said };

/** At most one sign: before or behind, or the brackets of accounting; a mark of yuan may stand before the digits. */
const SIGNED =
  /^(?<open>\()?(?<before>[-+])?\s*(?:¥\s*(?<inner>[-+])?\s*)?(?<digits>[\d.,\s]*\d[\d.,\s]*?)\s*(?<behind>-)?(?<close>\))?$/;

const PLAIN = /^(?:0|[1-9]\d*)?(?:\.\d*)?$/;
const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
/** No-break, figure, punctuation, thin, hair and narrow spaces, and the plain one. */
const SPACED = /^[1-9]\d{0,2}(?:([ \u00a0\u2007-\u200a\u202f])\d{3})(?:\1\d{3})*(?:\.\d*)?$/;
/** As a continental European writes it, or with a separator where none belongs. */
const COMMA = /^\d+,\d+$/;
const CONTINENTAL = /^\d{1,3}(?:\.\d{3})+,\d*$/;

const plainDigits = (digits: string): string | undefined => {
  if (PLAIN.test(digits)) return digits;
  return GROUPED.test(digits) || SPACED.test(digits) ? digits.replace(/[,\s]/g, '') : undefined;
};

/** `.5` and `5.` are what some number formats show of 0.5 and 5. */
const whole = (digits: string): string => digits.replace(/^\./, '0.').replace(/\.$/, '');

/** What is written where nothing is, and what else ends or looks like no number, first match first. */
const ELSE: [shape: RegExp, code: FileCode][] = [
  [/^(?:[-–—―_/\\.]+|无|没有|空|不适用|n\/?a|nil|none|null|nan)$/i, 'CELL_NO_VALUE'],
  [/^#.*[!?/]/, 'CELL_ERROR_VALUE'],
  [/[%‰]/, 'CELL_PERCENT'],
  [/^[-+]?[\d.,]+e[-+]?\d+$/i, 'CELL_EXPONENT'],
  [/\d\s*(?:亿|万|千|百)?(?:元|圆|户|家|笔|件|亿|万|千)$/, 'CELL_UNIT'],
  [/^\d{4}([-/.年])\d{1,2}(?:\1|月)(?:\d{1,2}日?)?/, 'CELL_DATE'],
  [/^(?:\d{1,2}|\p{L}{3})[-/](?:\d{1,2}|\p{L}{3})(?:[-/]\d{2,4})?$/u, 'CELL_DATE'],
];

/**
 * A number as people and spreadsheets write it: grouped by thousands with commas or spaces, in full width, with the mark
 * of yuan, negative by a sign on either side or by brackets. Only digits are digits: whatever else looks like a number
 * (`350²`, `12①`, `½`, `Ⅳ`, `٣`) or may be two numbers (`12,34`, `1.234,5`) is none.
 */
export function readNumber(text: string): Reading {
  const half = halfWidth(text).trim();
  const { open, before, inner, digits = '', behind, close } = SIGNED.exec(half)?.groups ?? {};
  const signs = [open, before, inner, behind].filter(Boolean).length;
  const isSigned = digits !== '' && signs <= 1 && Boolean(open) === Boolean(close);
  if (isSigned) {
    const isNegative = Boolean(open ?? behind) || [before, inner].includes('-');
    const sign = isNegative ? '-' : '';
    const plain = plainDigits(digits);
    if (plain !== undefined) return { value: sign + whole(plain) };
    const readings = [digits.replaceAll(',', ''), digits.replace(',', '.')];
    if (CONTINENTAL.test(digits)) {
      readings[1] = digits.replaceAll('.', '').replace(',', '.');
    }
    if (COMMA.test(digits) || CONTINENTAL.test(digits)) {
      const [first = '', second = ''] = readings.map((one) => sign + whole(one));
      return { code: 'CELL_AMBIGUOUS', said: { found: text, first, second } };
    }
  }
  const code = ELSE.find(([shape]) => shape.test(half))?.[1] ?? 'CELL_NO_NUMBER';
  return { code, said: { found: text } };
}

/** The same in plain digits; what is no number stays as it stands. */
export function plainNumber(text: string): string {
  const reading = readNumber(text);
  return 'value' in reading ? reading.value : text;
}
