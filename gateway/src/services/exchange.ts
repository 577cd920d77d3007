import type { Dispatcher } from 'undici';

export interface Told {
  statusCode: number;
  text: string;
}

/** An answer as a whole. Not by `request`, whose stream of the body costs as much as all the rest of the exchange. */
export const exchange = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
): Promise<Told> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let statusCode = 0;
    dispatcher.dispatch(options, {
      onRequestStart() {},
      onResponseStart(_, status) {
        statusCode = status;
      },
      onResponseData(_, piece) {
        pieces.push(piece);
      },
      onResponseEnd() {
        const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
        resolve({ statusCode, text: whole.toString() });
      },
      onResponseError(_, error) {
        reject(error);
      },
    });
  });
