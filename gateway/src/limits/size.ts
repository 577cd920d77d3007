import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export type Arguments = Readonly<Record<string, unknown>>;

/** How much one field brings. */
export interface Size {
  /** Elements of the list; `'PAGE'`: as many as the field above it says. */
  rows?: number | 'PAGE' | ((given: Arguments) => number);
  /** What the lists of the object below hold that are `'PAGE'`. */
  page?: (given: Arguments) => number;
  /** Figures that are worked out for it. */
  levels?: (given: Arguments) => number;
}

/** By `Type.field`. */
export type Sizes = ReadonlyMap<string, Size>;

/** Rows of a page for which the query states no number, and at most: those of `pages.ts` in the kit. */
const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

/** What a field says that takes `first`; a null is as left out. */
export const pageOf = ({ first }: Arguments): number =>
  typeof first === 'number' ? Math.min(Math.max(first, 1), LARGEST_PAGE) : DEFAULT_PAGE;

/** A list of which neither the schema nor the table says anything. */
export const UNKNOWN_LIST: Size = { rows: 100 };
const PAGED: Size = { page: pageOf };
const OF_PAGE: Size = { rows: 'PAGE' };

/**
 * The sizes of all fields that are more than one value. As the table says; else a field that takes `first` is a page, and so are
 * the lists of a type that nothing but pages lead to.
 */
export function sizesIn(schema: GraphQLSchema, table: Readonly<Record<string, Size>>): Sizes {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields());
  const leads = types.flatMap(fieldsOf);
  const isPage = (type: GraphQLObjectType): boolean => {
    const leading = leads.filter((field) => getNamedType(field.type) === type);
    return leading.length > 0 && leading.every(isPaged);
  };

  const sizes = new Map<string, Size>();
  for (const type of types) {
    const ofLists = isPage(type) ? OF_PAGE : UNKNOWN_LIST;
    for (const field of fieldsOf(type)) {
      const name = `${type.name}.${field.name}`;
      const size = table[name] ?? (isPaged(field) ? PAGED : isList(field) ? ofLists : undefined);
      if (size) sizes.set(name, size);
    }
  }
  return sizes;
}

type Field = GraphQLField<unknown, unknown>;

const isPaged = ({ args }: Field): boolean => args.some(({ name }) => name === 'first');

const isList = ({ type }: Field): boolean => isListType(isNonNullType(type) ? type.ofType : type);
