import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useEscape } from './use-escape.ts';

/** What folds out below its name; Escape, or whatever is done elsewhere, folds it again. */
export function Menu({ name, children }: { name: string; children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    box.current!.open = false;
  };
  useEscape(isOpen, summary, close);
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = ({ target }: Event) => {
      if (!box.current!.contains(target as Node)) close();
    };
    for (const name of ['pointerdown', 'focusin']) document.addEventListener(name, leave);
    return () => {
      for (const name of ['pointerdown', 'focusin']) document.removeEventListener(name, leave);
    };
  }, [isOpen]);
  return (
    <details
      className="menu"
      ref={box}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary ref={summary}>{name}</summary>
      <div>{children}</div>
    </details>
  );
}
