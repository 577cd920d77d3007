import { isDate } from './period.ts';
import { YEARS } from './span.ts';

/**
 * Instants are whole microseconds since 1970-01-01T00:00:00Z. They are plain numbers here (exact until the
 * year 2255), int8 in Postgres and ISO strings with six decimals on the wire; never a JavaScript `Date`,
 * which would cut them to milliseconds.
 */
export type Instant = number;

const ISO = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/;

/** The first instant that can be spoken of, and the last, whatever its offset: none lies before 1970. */
const [FIRST, LAST] = [0, Date.UTC(YEARS.last + 1, 0, 2) * 1000 - 1];

export const isInstant = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= FIRST && value <= LAST;

/** The instant that an ISO 8601 text with an offset names; `undefined` where the text is none, or none that can be spoken of. */
export function parseInstant(text: string): Instant | undefined {
  const instant = instantIn(text);
  return instant !== undefined && isInstant(instant) ? instant : undefined;
}

/** The instant that a date (the end of that day) or an instant names, in the same way. */
export function parseMoment(text: string): Instant | undefined {
  if (!isDate(text)) return parseInstant(text);
  const end = endOfDay(text);
  return isInstant(end) ? end : undefined;
}

function instantIn(text: string): Instant | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const seconds = Date.parse(`${match[1]}${match[3]}`);
  // V8 takes 31 February for 2 or 3 March
  const day = match[1]!.slice(0, 10);
  const exists = new Date(Date.parse(`${day}T00:00:00Z`)).toJSON()?.startsWith(day) ?? false;
  if (Number.isNaN(seconds) || !exists) return undefined;
  const instant = seconds * 1000 + Number((match[2] ?? '').padEnd(6, '0'));
  return Number.isSafeInteger(instant) ? instant : undefined;
}

/** `2024-12-31T16:00:00.000001Z`: always UTC, always six decimals, so that texts sort as instants do. */
export function formatInstant(instant: Instant): string {
  const micros = ((instant % 1_000_000) + 1_000_000) % 1_000_000;
  const seconds = new Date((instant - micros) / 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(micros).padStart(6, '0')}Z`;
}

/** The last microsecond of a calendar day in Asia/Shanghai (UTC+8 all year). */
export function endOfDay(date: string): Instant {
  const start = instantIn(`${date}T00:00:00+08:00`);
  if (start === undefined) throw new RangeError(`not a date: ${date}`);
  return start + 86_400_000_000 - 1;
}

/** The calendar day in Asia/Shanghai on which an instant falls. */
export function dayOf(instant: Instant): string {
  return formatInstant(instant + 8 * 3_600_000_000).slice(0, 10);
}
