import { type RefObject, useEffect, useRef } from 'react';

/** What is open, the latest last: Escape leaves one at a time. */
const leaving: (() => void)[] = [];

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || leaving.length === 0) return;
  event.preventDefault();
  leaving.at(-1)!();
});

/** While it is open, Escape closes it, and the keyboard is back at what opened it. */
export function useEscape(
  isOpen: boolean,
  opener: RefObject<HTMLElement | null>,
  close: () => void,
): void {
  const last = useRef(close);
  last.current = close;
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = () => {
      last.current();
      opener.current?.focus();
    };
    leaving.push(leave);
    return () => void leaving.splice(leaving.indexOf(leave), 1);
  }, [isOpen, opener]);
}
