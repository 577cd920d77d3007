/**
 * Text that every store and reader keeps as it was written: Postgres stores no NUL, and half of a surrogate pair has no
 * UTF-8 (it would be read back as another character, under the hash of the first).
 */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The nearest text that can be stored, for what is kept to explain a refusal, and for nothing else. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** What is wrong with a text that is not storable, in words that both languages read. */
export const flawOf = (text: string): string => (text.includes('\0') ? 'U+0000' : 'U+D800…U+DFFF');
