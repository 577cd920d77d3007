import { prefer, type Taste, useLanguage, useTaste } from '../state/taste.ts';
import { shell } from '../words/shell.ts';
import { Menu } from './menu.tsx';

const CHOICES = {
  theme: ['auto', 'light', 'dark'],
  size: ['normal', 'large'],
  colours: ['red-up', 'green-up', 'blue-up'],
} as const satisfies Partial<Record<keyof Taste, readonly string[]>>;

/** Language, theme, size of text and colours of change. */
export function Display() {
  const taste = useTaste();
  const { t, language } = useLanguage();
  return (
    <>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {t(shell.language)}
      </button>
      <Menu name={t(shell.display)}>
        {Object.entries(CHOICES).map(([name, choices]) => (
          <label key={name}>
            {t(shell[name as keyof typeof CHOICES])}
            <select
              value={taste[name as keyof typeof CHOICES]}
              onChange={({ target }) => prefer({ [name]: target.value } as Partial<Taste>)}
            >
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {t(shell[choice])}
                </option>
              ))}
            </select>
          </label>
        ))}
      </Menu>
    </>
  );
}
