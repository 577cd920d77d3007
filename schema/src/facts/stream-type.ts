import type { StreamType } from '../kernel/decider.ts';
import type { FactOf, FactType } from './types.ts';

/** How each fact of a stream changes its state; a fact that is not named changes nothing. */
type Evolution<State> = {
  readonly [Type in FactType]?: (state: State | undefined, fact: FactOf<Type>) => State | undefined;
};

/** The streams of a prefix (`return` of `return:2024-12`), with a state of plain JSON. */
export const streamType = <State>(prefix: string, on: Evolution<State>): StreamType<State> => ({
  prefix,
  on: on as StreamType<State>['on'],
});
