/** How many of each verdict, in the order in which they first stand. */
export function tally<V extends string>(rows: readonly { verdict: V }[]): string {
  const counts = Map.groupBy(rows, ({ verdict }) => verdict);
  return [...counts].map(([verdict, those]) => `${verdict} ${those.length}`).join(' · ');
}
