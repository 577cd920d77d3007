import { type ErrorCode, type ErrorParameters, errorOf } from '@qianfan/schema/errors/catalogue';

/** A figure that cannot be had as it was asked for; carries a code of the error catalogue and what fills its texts. */
export class FigureError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly parameters: ErrorParameters<C>;

  constructor(code: C, ...parameters: ErrorParameters<C>) {
    super(errorOf(code, ...parameters).message.en);
    this.name = 'FigureError';
    this.code = code;
    this.parameters = parameters;
  }
}
