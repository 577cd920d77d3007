import type { Static } from 'typebox';
import type { CommandType } from '../kernel/decider.ts';
import type { ReferenceView } from '../reference/reference.ts';
import { COMMANDS } from '../registry.ts';

type Commands = typeof COMMANDS;

/** A command of the published language: its body is what its schema admits. */
export const command = <Type extends keyof Commands>(
  type: Type,
  definition: Omit<CommandType<Static<Commands[Type]>, ReferenceView>, 'type' | 'schema'>,
): CommandType<Static<Commands[Type]>, ReferenceView> => ({
  type,
  schema: COMMANDS[type],
  ...definition,
});
