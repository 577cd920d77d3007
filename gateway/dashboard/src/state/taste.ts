import { useSyncExternalStore } from 'react';
import type { Language } from '../words/text.ts';

/** What a reader prefers, kept in this browser; what they look at is in the address. */
export interface Taste {
  language: Language;
  theme: 'auto' | 'light' | 'dark';
  size: 'normal' | 'large';
  /** 红涨绿跌, 绿涨红跌, or a pair that the colour-blind can tell. */
  colours: 'red-up' | 'green-up' | 'blue-up';
}

const KEY = 'qianfan.taste';
const DEFAULT: Taste = { language: 'zh', theme: 'auto', size: 'normal', colours: 'red-up' };

const dark = matchMedia('(prefers-color-scheme: dark)');
dark.addEventListener('change', apply);
/** Paper is white, whatever the screen is. */
let isPaper = false;
for (const name of ['beforeprint', 'afterprint'] as const) {
  addEventListener(name, () => {
    isPaper = name === 'beforeprint';
    apply();
  });
}

let taste: Taste = read();
const listeners = new Set<() => void>();
apply();

function read(): Taste {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Taste>;
    // A link may say the language in which it is to be read.
    const asked = new URLSearchParams(location.search).get('lang');
    return {
      ...DEFAULT,
      ...kept,
      ...(asked === 'zh' || asked === 'en' ? { language: asked } : {}),
    };
  } catch {
    return DEFAULT;
  }
}

function apply(): void {
  const { documentElement } = document;
  documentElement.lang = taste.language === 'zh' ? 'zh-CN' : 'en';
  const theme = taste.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : taste.theme;
  documentElement.dataset['theme'] = isPaper ? 'light' : theme;
  documentElement.dataset['size'] = taste.size;
  documentElement.dataset['colours'] = taste.colours;
}

export function prefer(change: Partial<Taste>): void {
  taste = { ...taste, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(taste));
  } catch {
    // a browser that keeps nothing forgets it with the tab
  }
  apply();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useTaste = (): Taste => useSyncExternalStore(subscribe, () => taste);

/** The reader's language, and the choice of a text in it. */
export function useLanguage() {
  const { language } = useTaste();
  return { language, t: (text: { readonly zh: string; readonly en: string }) => text[language] };
}
