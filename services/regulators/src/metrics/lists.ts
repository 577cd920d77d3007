/** Gives a number to a list of codes, the same to equal lists. */
export type Numbering = (list: readonly string[]) => number;

/**
 * Lists of reporters are long, and many terms are over the same one: that is found by the list itself, and by its
 * codes only where it is another object.
 */
export function listNumbers(): Numbering {
  const byList = new WeakMap<readonly string[], number>();
  const byCodes = new Map<string, number>();
  return (list) => {
    let number = byList.get(list);
    if (number === undefined) {
      const codes = list.join();
      number = byCodes.get(codes) ?? byCodes.size;
      byCodes.set(codes, number);
      byList.set(list, number);
    }
    return number;
  };
}
