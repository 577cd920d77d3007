import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';

/** What a service says of its read model; `undefined` where it is silent. */
export interface Heard {
  cut: Instant | null;
  facts: number;
}

export interface ServicePulse {
  service: Service;
  cut: Instant | null;
  facts: number;
  /** Whether it can be heard. */
  available: boolean;
}

export interface Moved {
  at: Instant;
  services: ServicePulse[];
}

export interface Pulse {
  /** Called at least once a second for each service, so that nothing here needs a clock of its own. */
  hear: (service: Service, heard: Heard | undefined) => void;
  now: () => Moved | undefined;
  /**
   * Whether a service that was heard once does not even answer when it is listened to anew: it need not be asked. One
   * silence alone may be our own, while we were busy.
   */
  isSilent: (service: Service) => boolean;
  /** Called with each move, at most once a second; the returned function ends it. */
  follow: (listener: (moved: Moved) => void) => () => void;
}

const LEAST_BETWEEN_MS = 1000;
const SILENCES = 2;

/**
 * When there is something new to see. The cut moves on with the clock, facts or none; this tells when a fact became
 * readable everywhere, or a service fell silent or came back.
 */
export function createPulse(services: readonly Service[], cut: () => Instant | undefined): Pulse {
  const states = new Map<Service, ServicePulse>(
    services.map((service) => [service, { service, cut: null, facts: 0, available: false }]),
  );
  /** Silences in a row, of services that were heard before. */
  const silences = new Map<Service, number>();
  const listeners = new Set<(moved: Moved) => void>();
  const told = { facts: '', available: '', at: 0 };
  /** Seen already, and told once the common cut is there; later news waits its turn, or a busy day would hold it back. */
  let pending: { facts: string; from: Instant } | undefined;

  const now = (): Moved | undefined => {
    const at = cut();
    return at === undefined ? undefined : { at, services: [...states.values()] };
  };
  const look = (): void => {
    const moved = now();
    if (!moved) return;
    const { facts, available, newest } = summary(moved);
    if (facts !== told.facts) pending ??= { facts, from: newest };
    const isReadable = pending !== undefined && moved.at >= pending.from;
    if (!isReadable && available === told.available) return;
    if (Date.now() - told.at < LEAST_BETWEEN_MS) return;
    if (isReadable) {
      told.facts = pending!.facts;
      pending = undefined;
    }
    Object.assign(told, { available, at: Date.now() });
    for (const listener of listeners) listener(moved);
  };

  return {
    hear(service, heard) {
      const former = states.get(service)!;
      if (heard) silences.set(service, 0);
      else if (silences.has(service)) silences.set(service, silences.get(service)! + 1);
      states.set(service, heard ? { ...former, ...heard, available: true } : silent(former));
      look();
    },
    now,
    isSilent: (service) => (silences.get(service) ?? 0) >= SILENCES,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const silent = (former: ServicePulse): ServicePulse => ({ ...former, available: false });

/** What there is to tell, and the cut from which on all of it can be read. */
function summary(moved: Moved | undefined) {
  const services = moved?.services ?? [];
  return {
    facts: services.map(({ facts }) => facts).join(),
    available: services.map(({ available }) => available).join(),
    newest: Math.max(0, ...services.map((state) => (state.available ? (state.cut ?? 0) : 0))),
  };
}
