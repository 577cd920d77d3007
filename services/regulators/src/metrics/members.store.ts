/** The enterprises on versions of lists, as a subquery over parameters: codes, versions, known at. */
export const membersOn = (lists: string, versions: string, knownAt: string): string => `
  select unnest(l.members) from enterprise_list_version l
  join unnest(${lists}::text[], ${versions}::int[]) w(list, version) using (list, version)
  where l.known_from <= ${knownAt}`;
