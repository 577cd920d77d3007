import type { Instant } from '../kernel/instant.ts';

/**
 * Whether what arrived then is late by a deadline, as it is known when one asks: an extension holds for what came before
 * it too. What arrives exactly at the deadline is on time; where none is known nothing is late.
 */
export const isLate = (receivedAt: Instant, deadline: Instant | undefined): boolean =>
  deadline !== undefined && receivedAt > deadline;
