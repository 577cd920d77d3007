import type { Text } from '@qianfan/schema/kernel/issue';

/** Why something could not be started: one sentence for the person at the terminal, in both languages. */
export class CannotStart extends Error {
  readonly text: Text;

  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(en, options);
    this.name = 'CannotStart';
    this.text = { zh, en };
  }
}
