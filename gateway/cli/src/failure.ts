import type { Text } from '@qianfan/schema/kernel/issue';

/** Exit codes; stable, scripts branch on them. */
export const EXIT = {
  OK: 0,
  /** It was done and the answer is no: a difference, a finding. */
  FAILED: 1,
  USAGE: 2,
  /** The content was refused by the rules at the door. */
  REFUSED: 3,
  /** No token, or one that may not. */
  AUTH: 4,
  /** Try again later. */
  UNAVAILABLE: 5,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Why a command could not be carried out: a sentence for the person, a code for the script. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exit: Exit;
  readonly code: string;
  readonly text: Text;
  readonly fix: Text | undefined;

  constructor(exit: Exit, code: string, text: Text, fix?: Text) {
    super(`${text.zh} ${text.en}`);
    this.exit = exit;
    this.code = code;
    this.text = text;
    this.fix = fix;
  }
}

export const usage = (zh: string, en: string, fix?: Text): Failure =>
  new Failure(EXIT.USAGE, 'USAGE', { zh, en }, fix);

const BY_CODE: Record<string, Exit> = {
  UNAUTHENTICATED: EXIT.AUTH,
  FORBIDDEN: EXIT.AUTH,
  UNAVAILABLE: EXIT.UNAVAILABLE,
  NOT_YET_AVAILABLE: EXIT.UNAVAILABLE,
  IMPORTING: EXIT.UNAVAILABLE,
  TIMEOUT: EXIT.UNAVAILABLE,
  RATE_LIMITED: EXIT.UNAVAILABLE,
};

/** The exit code for a code of the error catalogue. */
export const exitOf = (code: string): Exit => BY_CODE[code] ?? EXIT.FAILED;
