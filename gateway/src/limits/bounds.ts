import { type DocumentNode, Kind, Lexer, type SelectionSetNode, Source, TokenKind } from 'graphql';
import type { Measured } from './refusals.ts';

/**
 * What a text and its document may hold before anybody looks at what it means. Parsing goes as deep as brackets do, and
 * validation compares each field with all others of its name, and each fragment with each.
 */
export const BOUNDS = {
  /** Of the query's text, in UTF-16 units: 800 figures written out have less than half of it. */
  characters: 256 * 1024,
  /** The parser stops there. */
  tokens: 10_000,
  nesting: 50,
  operations: 20,
  fragments: 100,
  spreads: 300,
  /** Fields that stand in one selection set more than once. */
  repeated: 50,
  variables: 200,
} as const;

const OPENING = /[([{]/g;
const OPENERS = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSERS = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** What of a text is beyond its bounds, before it is parsed. */
export function textBeyond(text: string): Measured | undefined {
  if (text.length > BOUNDS.characters) return measured('characters', text.length);
  const openings = text.match(OPENING)?.length ?? 0;
  return openings > BOUNDS.nesting && isNestedBeyond(text, BOUNDS.nesting)
    ? measured('nesting', BOUNDS.nesting + 1)
    : undefined;
}

function isNestedBeyond(text: string, most: number): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let depth = 0, { kind } = lexer.advance(); kind !== TokenKind.EOF;) {
      if (OPENERS.has(kind)) depth += 1;
      if (CLOSERS.has(kind)) depth -= 1;
      if (depth > most) return true;
      ({ kind } = lexer.advance());
    }
  } catch {
    // Not GraphQL: the parser gets no further, and says where.
  }
  return false;
}

/** What of a document is beyond its bounds, before it is validated. */
export function documentBeyond({ definitions }: DocumentNode): Measured | undefined {
  const found = { operations: 0, fragments: 0, variables: 0, spreads: 0, repeated: 0 };

  const look = ({ selections }: SelectionSetNode, names: Set<string>): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        found.spreads += 1;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        look(selection.selectionSet, names);
      } else {
        const name = (selection.alias ?? selection.name).value;
        if (names.has(name)) found.repeated += 1;
        names.add(name);
        if (selection.selectionSet) look(selection.selectionSet, new Set());
      }
    }
  };

  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      found.operations += 1;
      found.variables += definition.variableDefinitions?.length ?? 0;
      look(definition.selectionSet, new Set());
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      found.fragments += 1;
      look(definition.selectionSet, new Set());
    }
  }
  const what = (Object.keys(found) as (keyof typeof found)[]).find(
    (name) => found[name] > BOUNDS[name],
  );
  return what && measured(what, found[what]);
}

const measured = (what: Exclude<keyof typeof BOUNDS, 'tokens'>, found: number): Measured => ({
  what,
  found,
  limit: BOUNDS[what],
});
