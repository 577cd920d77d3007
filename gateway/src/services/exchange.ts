import type { Dispatcher } from 'undici';
import type { Life } from './life.ts';

export interface Told {
  statusCode: number;
  text: string;
}

/**
 * An answer as a whole, within the life of the request that it is for; the connection is closed when that ends first.
 * Not by `request`, whose stream of the body costs as much as all the rest of the exchange.
 */
export const exchange = (
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  life: Life,
): Promise<Told> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let statusCode = 0;
    let controller: Dispatcher.DispatchController | undefined;
    const stop = (why: Error): void => {
      pieces.length = 0;
      controller?.abort(why);
      reject(why); // at once, also where it still waits for a connection
    };
    const forget = life.onEnd(stop);
    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started;
        const why = life.ended();
        if (why) started.abort(why);
      },
      onResponseStart(_, status) {
        statusCode = status;
      },
      onResponseData(_, piece) {
        try {
          life.hear(piece.length);
          pieces.push(piece);
        } catch (error) {
          forget();
          stop(error as Error);
        }
      },
      onResponseEnd() {
        forget();
        const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
        resolve({ statusCode, text: whole.toString() });
      },
      onResponseError(_, error) {
        forget();
        reject(error);
      },
    });
  });
