import { type ErrorCode, type ErrorParameters, errorOf } from '@qianfan/schema/errors/catalogue';

/** The lists of codes that an answer names are shorter; what a client wrote is not repeated at any length. */
const LONGEST = 500;

const shortened = (value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST
    ? `${value.slice(0, LONGEST).toWellFormed()}…`
    : value;

/** A figure that cannot be had as it was asked for; carries a code of the error catalogue and what fills its texts. */
export class FigureError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly parameters: ErrorParameters<C>;

  constructor(code: C, ...parameters: ErrorParameters<C>) {
    const short = parameters.map((values) =>
      Object.fromEntries(
        Object.entries(values ?? {}).map(([name, value]) => [name, shortened(value)]),
      ),
    ) as ErrorParameters<C>;
    super(errorOf(code, ...short).message.en);
    this.name = 'FigureError';
    this.code = code;
    this.parameters = short;
  }
}
