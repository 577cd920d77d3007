import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  printType,
} from 'graphql';
import { described, type Html, html } from './html.ts';

/** What is of the federation, and of GraphQL itself, is no part of what clients ask. */
const isInner = ({ name }: GraphQLNamedType): boolean => /^(join__|link__|__)/.test(name);

/** The types that clients see, those asked first at the head. */
export function typesOf(supergraph: string): GraphQLNamedType[] {
  const schema: GraphQLSchema = buildSchema(supergraph, { assumeValid: true });
  const roots = ['Query', 'Mutation', 'Subscription'];
  const rank = ({ name }: GraphQLNamedType): number =>
    roots.includes(name) ? roots.indexOf(name) : roots.length;
  return Object.values(schema.getTypeMap())
    .filter((type) => !isInner(type))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** The schema as text, for those who generate a client from it. */
export const sdlOf = (types: readonly GraphQLNamedType[]): string =>
  `${types.map((type) => printType(type)).join('\n\n')}\n`;

export function schemaPage(types: readonly GraphQLNamedType[]): Html[] {
  const names = types.map(
    ({ name }) =>
      html`<a href="#${name}"><code>${name}</code></a
        ><br /> `,
  );
  return [
    html`<p>
        由运行中的总图生成。<span lang="en">Made from the supergraph that runs.</span>
        <a href="/docs/schema.graphql">schema.graphql</a>
      </p>
      <p class="index">${names}</p>`,
    ...types.map(section),
  ];
}

const section = (type: GraphQLNamedType): Html =>
  html`<section id="${type.name}">
    <h3><code>${kindOf(type)} ${type.name}</code></h3>
    ${described(type.description)}${partsOf(type)}
  </section> `;

function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'type';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isEnumType(type)) return 'enum';
  return isInputObjectType(type) ? 'input' : 'scalar';
}

function partsOf(type: GraphQLNamedType): Html | undefined {
  if (isScalarType(type)) return undefined;
  if (isUnionType(type)) return html`<p>${type.getTypes().map(link)}</p>`;
  if (isEnumType(type)) {
    return table(
      type.getValues().map(
        ({ name, description }) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td></td>
            <td>${described(description)}</td>
          </tr> `,
      ),
    );
  }
  return table(
    Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).map(row),
  );
}

const table = (rows: readonly Html[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th>名称 <span lang="en">Name</span></th>
        <th>类型 <span lang="en">Type</span></th>
        <th>说明 <span lang="en">What it is</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;

function row(field: GraphQLField<unknown, unknown> | GraphQLInputField): Html {
  const args = 'args' in field ? field.args : [];
  return html`<tr>
    <td><code>${field.name}</code></td>
    <td>${typed(field)}</td>
    <td>
      ${described(field.description)}${
        args.length > 0
          ? html`<ul>
              ${args.map(argument)}
            </ul>`
          : undefined
      }
    </td>
  </tr> `;
}

const argument = (one: GraphQLArgument): Html =>
  html`<li><code>${one.name}</code>: ${typed(one)}${described(one.description)}</li>`;

/** Its type, which leads to where that is told. */
function typed({ type }: { type: GraphQLType }): Html {
  const { name } = getNamedType(type);
  const [before = '', after = ''] = String(type).split(name);
  return html`<code>${before}<a href="#${name}">${name}</a>${after}</code>`;
}

const link = ({ name }: GraphQLNamedType): Html =>
  html`<a href="#${name}"><code>${name}</code></a> `;
