import { formatInstant, parseInstant } from '@qianfan/schema/kernel/instant';

const SHANGHAI = 8 * 3_600_000_000;

/** `2025-01-15 16:20:01`, in Jiangxi's time, for people; whole instants are in `--json`. Other text stays as it is. */
export function clockTime(text: string): string {
  const instant = parseInstant(text);
  if (instant === undefined) return text;
  const [date, time = ''] = formatInstant(instant + SHANGHAI).split('T');
  return `${date} ${time.slice(0, 8)}`;
}
