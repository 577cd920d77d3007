import { readFile } from 'node:fs/promises';
import { GENERATED } from '@qianfan/generate/graphql';
import { subgraphSchema, type SubgraphParts } from '@qianfan/kit/subgraph/schema';
import { banks } from '@qianfan/banks/banks';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import {
  execute,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isSpecifiedScalarType,
  isUnionType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const services: SubgraphParts[] = [regulators, banks, programmes];
const schemas = services.map((parts) => [parts.service, subgraphSchema(parts)] as const);

/** Who answers for an entity: `architecture.md` 5. */
const OWNER: Record<string, string> = {
  Institution: 'regulators',
  Enterprise: 'regulators',
  Region: 'regulators',
  Submission: 'banks',
  Loan: 'banks',
  Cover: 'banks',
  Programme: 'programmes',
  Filing: 'programmes',
};

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type) =>
      !type.name.startsWith('_') && !isSpecifiedScalarType(type) && !isFederation(type.name),
  );
const isFederation = (name: string): boolean =>
  /^(federation|link|FieldSet)/.test(name) || name.includes('__');

describe('the committed documents', () => {
  it.each(Object.entries(GENERATED))('%s is what the resolvers say', async (path, make) => {
    const committed = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(committed).toBe(make());
  });
});

describe.each(schemas)('%s', (service, schema) => {
  it('says what everything is, Chinese in the first line and English in the second', () => {
    const silent = ownTypes(schema).flatMap((type) => {
      // A stub is described by its owner.
      const isStub = type.name in OWNER && OWNER[type.name] !== service;
      const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
      const values = isEnumType(type) ? type.getValues() : [];
      const isRoot = /^(Query|Mutation)$/.test(type.name);
      return [
        ...(isRoot || isStub ? [] : [[type.name, type.description]]),
        ...fields.flatMap((field) => [
          ...(/^_|^(id|code)$/.test(field.name) && (isStub || isRoot)
            ? []
            : [[`${type.name}.${field.name}`, field.description]]),
          ...('args' in field && !field.name.startsWith('_')
            ? field.args.map((arg: GraphQLArgument) => [
                `${type.name}.${field.name}(${arg.name})`,
                arg.description,
              ])
            : []),
        ]),
        ...(values.length > 0 && !type.description ? [[type.name, type.description]] : []),
      ] as [string, string | null | undefined][];
    });
    const unclear = silent.filter(([, text]) => !text || !isBilingual(text)).map(([name]) => name);
    expect(unclear).toEqual([]);
  });

  it('lets no root field and no reference be answered to nobody, before any look-up', async () => {
    const touched = new Proxy(
      {},
      {
        get: () => {
          throw new Error('the store was touched');
        },
      },
    );
    const nobody = { principal: undefined, requestId: 'r', cut: 0, em: touched, query: touched };
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      type ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
    );
    const open: string[] = [];
    for (const { type, field } of roots) {
      if (field.name === '_service') continue;
      const query = field.name === '_entities' ? undefined : rootQuery(type.name, field);
      for (const document of query ? [query] : entityQueries(schema)) {
        const result = await execute({ schema, document: parse(document), contextValue: nobody });
        const codes = result.errors?.map(({ extensions }) => extensions['code']);
        if (!codes?.length || codes.some((code) => code !== 'UNAUTHENTICATED')) {
          open.push(`${document}: ${result.errors?.[0]?.message ?? 'answered'}`);
        }
      }
    }
    expect(open).toEqual([]);
  });

  it('lets a service that is down blank nothing but what is its own', () => {
    const rigid = ownTypes(schema).flatMap((type) => {
      if (!isObjectType(type) || type.name === 'Mutation') return [];
      const isStub = type.name in OWNER && OWNER[type.name] !== service;
      const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
      return fields.flatMap((field) => {
        const target = getNamedType(field.type).name;
        const leads = target in OWNER && OWNER[target] !== service;
        const isKey = isStub && /^(id|code)$/.test(field.name);
        const mustBeNullable = type.name === 'Query' || (isStub && !isKey) || leads;
        return mustBeNullable && isNonNullType(field.type) ? [`${type.name}.${field.name}`] : [];
      });
    });
    expect(rigid).toEqual([]);
  });

  it('pages every list of entities that may grow', () => {
    const bare = ownTypes(schema).flatMap((type) => {
      if (!isObjectType(type) || /(Connection|Edge)$/.test(type.name)) return [];
      return Object.values(type.getFields()).flatMap((field) => {
        const nullable = isNonNullType(field.type) ? field.type.ofType : field.type;
        const isBare = isListType(nullable) && getNamedType(nullable).name in OWNER;
        return isBare && BOUNDED.every((name) => name !== `${type.name}.${field.name}`)
          ? [`${type.name}.${field.name}`]
          : [];
      });
    });
    expect(bare).toEqual([]);
  });
});

/** Lists of entities that cannot grow: the areas of a province, the programmes of an authority. */
const BOUNDED = ['Query.regions', 'Query.programmes', 'Region.children'];

const isBilingual = (text: string): boolean => {
  const [chinese = '', english = ''] = text.split('\n');
  return /[\u4e00-\u9fff]/.test(chinese) && /[A-Za-z]{2}/.test(english);
};

function rootQuery(
  root: string,
  field: { name: string; type: unknown; args: readonly GraphQLArgument[] },
): string {
  const given = field.args.filter(isRequiredArgument);
  const args = given.map(({ name, type }) => `${name}: ${sample(type)}`).join(', ');
  const selection = isLeafType(getNamedType(field.type as never)) ? '' : ' { __typename }';
  return `${root.toLowerCase()} { ${field.name}${args ? `(${args})` : ''}${selection} }`;
}

const SAMPLES: Record<string, string> = {
  Int: '1',
  Boolean: 'true',
  JSON: '{}',
  Decimal: '"1.00"',
  Period: '"2024-12"',
  Date: '"2024-12-31"',
  Instant: '"2024-12-31T00:00:00Z"',
  Position: '"banks/0/1"',
};

/** A literal of an input type: as little as it takes. */
function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return `[${sample(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return SAMPLES[type.name] ?? '"BNK_JJB"';
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${sample(field.type)}`).join(', ')} }`;
}

function entityQueries(schema: GraphQLSchema): string[] {
  const entities = schema.getType('_Entity');
  if (!isUnionType(entities)) return [];
  return entities.getTypes().flatMap((type) => {
    // References to stubs carry nothing but their key: whatever else they lead to has its own guard.
    const key = 'code' in type.getFields() ? 'code' : 'id';
    const others = Object.values(type.getFields()).filter(({ name }) => name !== key);
    return others
      .filter((field) => field.args.every((arg) => !isRequiredArgument(arg)))
      .map((field) => {
        const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
        const representation = `{ __typename: "${type.name}", ${key}: "BNK_JJB/1" }`;
        return `{ _entities(representations: [${representation}]) { ... on ${type.name} { ${field.name}${selection} } } }`;
      });
  });
}
