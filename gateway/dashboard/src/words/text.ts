/** A text in both languages of the page. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

/** `words({ title: ['总览', 'Overview'] })`: a dictionary of a view, Chinese first. */
export const words = <Names extends string>(
  pairs: Record<Names, readonly [zh: string, en: string]>,
): Record<Names, Text> =>
  Object.fromEntries(
    Object.entries<readonly [string, string]>(pairs).map(([name, [zh, en]]) => [name, { zh, en }]),
  ) as Record<Names, Text>;
