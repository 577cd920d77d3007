/** Set by `.ci/run`, where nobody waits. */
const isThorough = process.env['QIANFAN_THOROUGH'] === '1';

/** How many rounds of a random history to play: all of them with QIANFAN_THOROUGH=1, a fifth where somebody waits. */
export const rounds = (all: number): number => (isThorough ? all : Math.ceil(all / 5));

/** What `rounds` leaves out of this run, in words. */
export const shortened = isThorough
  ? undefined
  : 'four fifths of the random histories (QIANFAN_THOROUGH=1 plays all of them)';
