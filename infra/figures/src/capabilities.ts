/** What the system can do so far. A measure that needs anything else is not asked, and never passes. */
const BUILT: ReadonlySet<string> = new Set(['LOANS', 'COVER', 'KEDAITONG']);

/** Whether all of it is there. */
export const isBuilt = (...needs: readonly string[]): boolean =>
  needs.every((need) => BUILT.has(need));
