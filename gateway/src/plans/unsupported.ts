/** A plan or a selection that is left to @apollo/gateway; found when an operation is compiled, never later. */
export class Unsupported extends Error {}

/** An answer that is not what the schema promises: what then becomes of it is for @apollo/gateway to say. */
export class Unclean extends Error {}

/** Names that every object has, whatever JSON it was read from. */
export const isOrdinary = (name: string): boolean => !(name in Object.prototype);
