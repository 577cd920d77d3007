import type { Text } from '../../words/text.ts';

/** The name of a row or column by its code; nothing where the form is not known. */
export const nameIn = (
  parts: readonly { readonly code: string; readonly name: Text }[] | undefined,
  code: string | null,
  t: (text: Text) => string,
): string => {
  const part = parts?.find((one) => one.code === code);
  return part ? t(part.name) : '';
};
