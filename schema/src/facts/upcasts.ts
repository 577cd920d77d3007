/** How a fact of one version is read as the next: what its body says there. Pure. */
export interface Upcast {
  /** `banks.LoanDrawn.v2` */
  to: string;
  body: (body: any) => object;
}

/**
 * By the type as it was written. A version may gain optional members whose absence has a stated meaning; anything else is
 * a version of its own, and an upcast from the one before. States, read models and the reference book see the newest
 * version only; the row and its hash stay as they are.
 */
export const UPCASTS = {} satisfies Record<string, Upcast>;

/** What a row says, in the newest version of its type. */
export function upcast(type: string, body: unknown): { type: string; body: unknown } {
  const known: Readonly<Record<string, Upcast>> = UPCASTS;
  let read = { type, body };
  for (let next = known[type]; next; next = known[next.to]) {
    read = { type: next.to, body: next.body(read.body) };
  }
  return read;
}
