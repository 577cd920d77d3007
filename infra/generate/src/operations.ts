import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { GENERATED as DOCUMENTS } from './graphql.ts';

const FOLDER = new URL('../../../gateway/operations/', import.meta.url);
const MANIFEST = 'gateway/operations/manifest.json';

/** One operation of Apollo's persisted-query manifest: `id` is the SHA-256 of its text. */
interface PersistedOperation {
  id: string;
  name: string;
  type: 'query' | 'mutation' | 'subscription';
  body: string;
}

/** The operations that the gateway knows by their ids, each valid against the supergraph; one file each, named after it. */
export const GENERATED: Readonly<Record<string, () => Promise<string>>> = {
  [MANIFEST]: async () => {
    const operations = await readOperations();
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    return `${JSON.stringify(manifest, null, 2)}\n`;
  },
};

/** In order of their names. */
export async function readOperations(): Promise<PersistedOperation[]> {
  const schema = apiSchema();
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(files.map((file) => operationOf(schema, file)));
}

/** What clients may ask: the supergraph without what federation adds to it. */
export const apiSchema = (): GraphQLSchema =>
  Supergraph.build(DOCUMENTS['schema/graphql/supergraph.graphql']!())
    .apiSchema()
    .toGraphQLJSSchema();

/** @throws Error where a file does not hold one valid operation of its own name */
async function operationOf(schema: GraphQLSchema, file: string): Promise<PersistedOperation> {
  const body = await readFile(new URL(file, FOLDER), 'utf8');
  const document = parse(body);
  const errors = validate(schema, document).map(({ message }) => message);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
  if (operations.length !== 1 || `${name}.graphql` !== file) {
    errors.push('one operation, named as its file is');
  }
  if (errors.length > 0 || operation?.kind !== Kind.OPERATION_DEFINITION) {
    throw new Error(`gateway/operations/${file}: ${errors.join('; ')}`);
  }
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: name!, type: operation.operation, body };
}
