import type { Text } from '@qianfan/schema/kernel/issue';

/** Exit codes, those of the command line `qianfan`. */
export const EXIT = { OK: 0, OFF: 1, USAGE: 2, AUTH: 4, UNAVAILABLE: 5 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Why nothing can be compared. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exit: Exit;
  readonly text: Text;

  constructor(exit: Exit, zh: string, en: string) {
    super(`${zh} ${en}`);
    this.exit = exit;
    this.text = { zh, en };
  }
}
