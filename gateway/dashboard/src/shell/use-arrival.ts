import { type RefObject, useEffect, useRef } from 'react';

/**
 * Another view begins at its heading: there the keyboard and a screen reader go on, as soon as it is drawn. A filter is no
 * other view, and a page that was just opened begins where the browser does.
 */
export function useArrival(path: string, main: RefObject<HTMLElement | null>): void {
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return undefined;
    last.current = path;
    const box = main.current!;
    box.focus({ preventScroll: true });
    scrollTo(0, 0);
    const arrive = (): boolean => {
      const heading = box.querySelector('h1');
      // Whoever has gone on already is not called back.
      if (heading && [box, document.body].includes(document.activeElement as HTMLElement)) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      return heading !== null;
    };
    if (arrive()) return undefined;
    const watch = new MutationObserver(() => {
      if (arrive()) watch.disconnect();
    });
    watch.observe(box, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [path, main]);
}
