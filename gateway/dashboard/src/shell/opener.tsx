import { type ReactNode, type RefObject, useRef } from 'react';
import { useEscape } from './use-escape.ts';

interface OpenerProps {
  isOpen: boolean;
  onToggle: () => void;
  disabled?: boolean;
  /** For others that bring the keyboard back here. */
  button?: RefObject<HTMLButtonElement | null>;
  children: ReactNode;
}

/** A button that opens a part of the view beside it, and closes it again; so does Escape. */
export function Opener({ isOpen, onToggle, disabled = false, button, children }: OpenerProps) {
  const own = useRef<HTMLButtonElement>(null);
  const opener = button ?? own;
  useEscape(isOpen && !disabled, opener, onToggle);
  return (
    <button
      ref={opener}
      type="button"
      aria-expanded={isOpen}
      disabled={disabled}
      onClick={onToggle}
    >
      {children}
    </button>
  );
}
