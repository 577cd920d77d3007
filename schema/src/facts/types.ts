import type { Static } from 'typebox';
import type { Fact } from '../kernel/fact.ts';
import type { BANKS_FACTS } from './banks.ts';
import type { PROGRAMMES_FACTS } from './programmes.ts';
import type { REGULATORS_FACTS } from './regulators.ts';
import type { UPCASTS } from './upcasts.ts';

type Facts = typeof REGULATORS_FACTS & typeof BANKS_FACTS & typeof PROGRAMMES_FACTS;

/** `banks.LoanDrawn.v1` …: the newest version of each; what is older is read as that. */
export type FactType = Exclude<keyof Facts, keyof typeof UPCASTS>;

/** What a fact of a type says, as its schema has it. */
export type FactBody<Type extends FactType> = Static<Facts[Type]>;

export type FactOf<Type extends FactType> = Type extends FactType ? Fact<FactBody<Type>> : never;
