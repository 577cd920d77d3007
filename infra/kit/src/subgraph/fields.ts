import { getMetadataStorage } from 'type-graphql';

/** `Query.loans`, `Institution.loans` …: what each of these resolver classes resolves, twice where two of them do. */
export function fieldsOf(resolvers: readonly Function[]): string[] {
  const own = new Set(resolvers);
  const { queries, mutations, fieldResolvers, resolverClasses } = getMetadataStorage();
  const typeOf = (target: Function): string =>
    resolverClasses.find((one) => one.target === target)?.getObjectType().name ?? '';
  const of = (
    fields: readonly { target: Function; schemaName: string; methodName: string }[],
    type: (target: Function) => string,
  ) =>
    fields
      .filter(({ target }) => own.has(target))
      .map(({ target, schemaName, methodName }) => `${type(target)}.${schemaName || methodName}`);
  return [
    ...of(queries, () => 'Query'),
    ...of(mutations, () => 'Mutation'),
    ...of(fieldResolvers, typeOf),
  ];
}
