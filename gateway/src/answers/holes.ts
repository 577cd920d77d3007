import { refusal } from '@qianfan/kit/subgraph/errors';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Places } from './places.ts';
import { MOST_ERRORS, type Path, type Told, toldBy, withMore } from './told.ts';

/** What is missing without a reason; the reason is what the service said of everything, or that it did not answer as it must. */
export function createHoles(service: Service, places: Places, everywhere: Told | undefined) {
  const told: Told[] = [];
  const spread = new Set<Told>();
  let more = 0;
  let isUsed = false;
  const note = (path: Path, cause: Told): void => {
    isUsed ||= cause === everywhere;
    if (told.length < MOST_ERRORS) told.push({ ...cause, path });
    else more += 1;
  };
  return {
    add(path: Path, what: string): null {
      if (places.isExplained(path)) return null;
      note(path, everywhere ?? toldBy(refusal('BAD_ANSWER', { service, what })));
      return null;
    },
    /** A field of an object that is not there as a whole, for the reason that is given of that, else for this one. */
    because(path: Path, whole: Path, otherwise: Told): void {
      const given = places.at(whole) ?? places.at(whole.slice(0, 1));
      if (given) spread.add(given);
      else if (places.isExplained(path)) return;
      note(path, given ?? everywhere ?? otherwise);
    },
    hasUsed: () => isUsed,
    without: (all: readonly Told[]) => all.filter((one) => !spread.has(one)),
    told: () => (more > 0 ? withMore(told, more) : told),
  };
}
