import { parsePeriod } from '@qianfan/schema/kernel/period';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const monthText = (year: string, month: number): string =>
  `${year}-${String(month).padStart(2, '0')}`;

/** Day 0 of a spreadsheet's calendar, in days before 1970. */
const DAY_0 = 25_569;
const DAY = 86_400_000;

const QUARTERS = '一二三四';

/** The first or the last day of its month: what a date says of a period is not the 15th. */
function isEdge(year: string, month: number, day: number): boolean {
  const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  return day === 1 || day === last;
}

/** `Dec-24`, which English Excel makes of a month. */
function named(text: string): string | undefined {
  const [, name = '', short] = /^([A-Za-z]{3})-(\d{2})$/.exec(text) ?? [];
  const at = MONTHS.indexOf(name.toLowerCase());
  return short && at >= 0 ? monthText(`20${short}`, at + 1) : undefined;
}

function quarter(text: string): string | undefined {
  const [, year, number] =
    /^(\d{4})\s*[-年]?\s*(?:Q|第?(?=[1-4一二三四]\s*季))([1-4一二三四])(?:\s*季度?)?$/i.exec(
      text,
    ) ?? [];
  if (!year || !number) return undefined;
  const at = QUARTERS.indexOf(number);
  return `${year}-Q${at < 0 ? number : at + 1}`;
}

function month(text: string): string | undefined {
  const [, year, of, day] =
    /^(\d{4})[-/.年]\s?(\d{1,2})(?:月份?[末底]?|[-/.月](\d{1,2})日?)?$/.exec(text) ?? [];
  if (!year || !(Number(of) >= 1 && Number(of) <= 12)) return undefined;
  if (day !== undefined && !isEdge(year, Number(of), Number(day))) return undefined;
  return monthText(year, Number(of));
}

/**
 * The period that a text says, however spreadsheets and people write it: `Dec-24`, `2024/12/1`, `2024年12月`, `202412`,
 * `2024.12`, `2024Q4`, `45627`. `2024.1` has two readings: as a number, 2024.10 is kept like that.
 */
export function readPeriod(text: string): string | [string, string] | undefined {
  const found = periodIn(text);
  return typeof found !== 'string' || parsePeriod(found) ? found : undefined;
}

function periodIn(text: string): string | [string, string] | undefined {
  const said = text.trim().replace(/[ T]00:00(?::00(?:\.0+)?)?$/, '');
  if (parsePeriod(said)) return said;
  const [, dotted] = /^(\d{4})\.1$/.exec(said) ?? [];
  if (dotted) return [monthText(dotted, 1), monthText(dotted, 10)];
  if (/^[34]\d{4}$/.test(said)) {
    return new Date((Number(said) - DAY_0) * DAY).toISOString().slice(0, 7);
  }
  const [, joined, of] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(said) ?? [];
  if (joined) return `${joined}-${of}`;
  const [, year] = /^(\d{4})年度?$/.exec(said) ?? [];
  return year ?? month(said) ?? quarter(said) ?? named(said);
}
