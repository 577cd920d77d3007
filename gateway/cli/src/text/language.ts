export type Language = 'zh' | 'en';

/** Chinese, unless the locale says another language: `LANG=en_US.UTF-8`. C and POSIX say nothing. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale === '' || /^(zh|C\b|C\.|POSIX)/.test(locale) ? 'zh' : 'en';
}
