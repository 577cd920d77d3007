import { jsonLines } from '@qianfan/cli/text/lines';
import { AskError, errorOf, LOST, type RawError } from '../../data/ask.ts';
import type { Text } from '../../words/text.ts';

/** An error of a service, beside those of the gateway. */
export interface ServiceError {
  code: string;
  message: Text;
  fix?: Text;
}

export const asAskError = ({ code, message, fix }: ServiceError): AskError =>
  new AskError(code, message, fix);

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw LOST;
  });
  if (response.ok) return response;
  const { error, errors } = (await response.json().catch(() => ({}))) as {
    error?: ServiceError;
    errors?: RawError[];
  };
  if (error) throw asAskError(error);
  throw errors?.[0] ? errorOf(errors[0]) : LOST;
}

/** The JSON document at a path of `/audit`. Throws an AskError. */
export const auditJson = async (path: string): Promise<unknown> => (await send(path)).json();

/** The lines at a path of `/audit`, as they arrive. Throws an AskError, one too where they break off. */
export async function* auditLines<Line>(path: string, init?: RequestInit): AsyncGenerator<Line> {
  const response = await send(path, init);
  try {
    yield* jsonLines<Line>(response.body ? chunksOf(response.body) : []);
  } catch (error) {
    throw init?.signal?.aborted ? error : LOST;
  }
}

/** Not every browser lets a stream be iterated over. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever has seen enough lets the server stop.
    await reader.cancel().catch(() => {});
  }
}
