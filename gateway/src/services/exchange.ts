import type { Dispatcher } from 'undici';

/** The text of an answer. Not by `request`, whose stream of the body costs as much as all the rest of the exchange. */
export const exchange = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    dispatcher.dispatch(options, {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData(_, piece) {
        pieces.push(piece);
      },
      onResponseEnd() {
        resolve((pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString());
      },
      onResponseError(_, error) {
        reject(error);
      },
    });
  });
