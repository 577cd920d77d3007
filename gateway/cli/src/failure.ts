import { ERRORS } from '@qianfan/schema/errors/catalogue';
import type { ErrorEntry } from '@qianfan/schema/errors/entry';
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

/** Says "not now", though it is no error of the catalogue. */
const NOT_NOW = new Set(['RATE_LIMITED']);

/**
 * The exit code for a code of the error catalogue: what was asked for wrongly, or does not exist, is wrong usage; what was
 * understood and denied is FAILED.
 */
export function exitOf(code: string): Exit {
  const { http } = (ERRORS as Readonly<Record<string, ErrorEntry>>)[code] ?? {};
  if (NOT_NOW.has(code)) return EXIT.UNAVAILABLE;
  if (http === undefined) return EXIT.FAILED;
  if (http === 401 || http === 403) return EXIT.AUTH;
  if (http === 502 || http === 503 || http === 504) return EXIT.UNAVAILABLE;
  // The query is the program's own: a gateway of another version, nobody's wrong usage.
  if (code.startsWith('GRAPHQL_')) return EXIT.FAILED;
  const isAsked = http === 400 || http === 404 || http === 413 || code.startsWith('UNKNOWN_');
  return isAsked ? EXIT.USAGE : EXIT.FAILED;
}

/** The same for the reason why a command was kept out: a rule, unless it is the sender or the hour. */
export function exitOfRefusal(code: string): Exit {
  const exit = exitOf(code);
  return exit === EXIT.AUTH || exit === EXIT.UNAVAILABLE ? exit : EXIT.REFUSED;
}
