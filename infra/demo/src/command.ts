import type { Service } from '@qianfan/schema/kernel/fact';
import { dayOf, endOfDay, type Instant, parseInstant } from '@qianfan/schema/kernel/instant';

/** A command of the importer, who states when it arrived and when it was known. */
export interface DemoCommand {
  service: Service;
  id: string;
  type: string;
  body: object;
  receivedAt: Instant;
  knownAt: Instant;
  /** The story has it that this one is refused. */
  isRefused?: boolean;
}

/** `instantOf('2025-01-09', '10:30')`, in Jiangxi's time. */
export function instantOf(date: string, time: string): Instant {
  const instant = parseInstant(`${date}T${time}:00+08:00`);
  if (instant === undefined) throw new RangeError(`not an instant: ${date} ${time}`);
  return instant;
}

const DAY = 86_400_000_000;
const SECOND = 1_000_000;

export const addDays = (date: string, days: number): string => dayOf(endOfDay(date) + days * DAY);

/** A command that arrived at an instant and was known a second later. */
export function commandAt(
  receivedAt: Instant,
  { id, type, body }: Pick<DemoCommand, 'id' | 'type' | 'body'>,
): DemoCommand {
  const service = type.slice(0, type.indexOf('.')) as Service;
  return { service, id: `demo:${id}`, type, body, receivedAt, knownAt: receivedAt + SECOND };
}

/** In order of arrival; those of one instant a few milliseconds apart, so that none shares its known-at. */
export function inOrder(commands: readonly DemoCommand[]): DemoCommand[] {
  let last = 0;
  return commands
    .toSorted((a, b) => a.knownAt - b.knownAt)
    .map((command) => {
      const knownAt = Math.max(command.knownAt, last + 1_000);
      last = knownAt;
      return { ...command, knownAt };
    });
}
