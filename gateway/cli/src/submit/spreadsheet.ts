const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * A number as people and spreadsheets write it, grouped by thousands or in full width, in plain digits; anything else as
 * it stands.
 */
export function plainNumber(text: string): string {
  const half = text.normalize('NFKC').trim();
  const plain = GROUPED.test(half) ? half.replaceAll(',', '') : half;
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : text;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const monthText = (year: string, month: number): string =>
  `${year}-${String(month).padStart(2, '0')}`;

/** Day 0 of a spreadsheet's calendar, in days before 1970. */
const DAY_0 = 25_569;
const DAY = 86_400_000;

/** A period as a spreadsheet makes a date of it, `Dec-24`, `2024/12/1`, `2024年12月`, `45627`; anything else as it stands. */
export function periodAgain(text: string): string {
  if (/^[34]\d{4}$/.test(text)) {
    return new Date((Number(text) - DAY_0) * DAY).toISOString().slice(0, 7);
  }
  const [, year, month] = /^(\d{4})[-/.年](\d{1,2})(?:月|[-/.月]0?1日?)?$/.exec(text) ?? [];
  if (year && Number(month) >= 1 && Number(month) <= 12) return monthText(year, Number(month));
  const [, name = '', short] = /^([A-Za-z]{3})-(\d{2})$/.exec(text) ?? [];
  const at = MONTHS.indexOf(name.toLowerCase());
  return short && at >= 0 ? monthText(`20${short}`, at + 1) : text;
}
