import { listsOf, POPULATIONS } from '@qianfan/schema/codelists/populations';

/** The populations to which an enterprise belongs because it is on these lists, from the wider to the narrower. */
export const classesOf = (lists: readonly string[]) =>
  POPULATIONS.filter(({ code }) => listsOf(code)?.some((list) => lists.includes(list)) ?? false);
