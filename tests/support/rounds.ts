/** Set by `.ci/run`, where nobody waits. */
export const isThorough = process.env['QIANFAN_THOROUGH'] === '1';

/** How many rounds of a random history to play: all of them with QIANFAN_THOROUGH=1, a fifth where somebody waits. */
export const rounds = (all: number): number => (isThorough ? all : Math.ceil(all / 5));
