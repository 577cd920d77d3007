import { SaxesParser } from 'saxes';

/** An element as it begins: its name without prefix, and its attributes by theirs. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

export interface Visitor {
  open: (element: Element) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Walks a document once, in order; nothing of it is kept, and no entity is looked up. */
export function walk(xml: string, { open, text, close }: Visitor): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    open({
      name: local(name),
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [local(key), value]),
      ),
    }),
  );
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', ({ name }) => close(local(name)));
  parser.write(xml.replace(/^\uFEFF/, '')).close();
}

/** `1` and `true` are both true here. */
export const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';
