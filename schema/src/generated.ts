import { asyncapiDocument } from './asyncapi/asyncapi.ts';
import { errorsDocument } from './errors/document.ts';

/** Committed files that follow from this package: path from the root of the repository, and its text. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  'schema/asyncapi.yaml': asyncapiDocument,
  'schema/errors.md': errorsDocument,
};
