import { useEffect } from 'react';

/** What a tab, a bookmark and the history call the page: what is special first. */
const said = { about: '', view: '', house: '' };

function show(): void {
  document.title = [said.about, said.view, said.house].filter(Boolean).join(' · ');
}

/** Part of the page's title for as long as it is drawn: what a view is about (period, institution), the view, the house. */
export function useTitle(part: keyof typeof said, text: string): void {
  useEffect(() => {
    said[part] = text;
    show();
    return () => {
      said[part] = '';
      show();
    };
  }, [part, text]);
}
