import { factName, nameOfCode } from '@qianfan/schema/codelists/codelists';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { COMMANDS, FACTS, serviceOf } from '@qianfan/schema/registry';
import { both, type Html, html } from './html.ts';

interface Member {
  type?: unknown;
  pattern?: unknown;
  description?: unknown;
  anyOf?: readonly Member[];
  enum?: readonly unknown[];
  const?: unknown;
  items?: Member;
  properties?: Readonly<Record<string, Member>>;
  required?: readonly string[];
}

/** What a member of a body holds, in a line. */
function kindOf(member: Member): string {
  if (member.const !== undefined) return JSON.stringify(member.const);
  if (member.enum) return member.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (member.anyOf) return [...new Set(member.anyOf.map(kindOf))].join(' | ');
  if (member.items) return `[${kindOf(member.items)}]`;
  if (member.properties) return `{ ${Object.keys(member.properties).join(', ')} }`;
  return [member.type, member.pattern].filter(Boolean).join(' ');
}

const body = ({ properties = {}, required = [] }: Member): Html =>
  html`<table>
    <tbody>
      ${Object.entries(properties).map(
        ([name, member]) =>
          html`<tr>
            <td><code>${name}${required.includes(name) ? '' : '?'}</code></td>
            <td><code>${kindOf(member)}</code></td>
          </tr> `,
      )}
    </tbody>
  </table>`;

const message = (type: string, name: Html, schema: Member): Html =>
  html`<section id="${type}">
    <h3><code>${type}</code> ${name}</h3>
    ${body(schema)}
  </section> `;

/** What travels over Kafka, and may be sent through GraphQL as well: every type with its name and its members. */
export const eventsPage = (): Html[] => [
  html`<p>
    CloudEvents 1.0；事实在 <code>qianfan.&lt;服务&gt;.facts.v1</code>，命令发到
    <code>qianfan.&lt;服务&gt;.intake.v1</code>，结果在
    <code>qianfan.&lt;服务&gt;.outcomes.&lt;机构&gt;.v1</code>。
    <span lang="en">Facts, the intake of commands, and outcomes for each institution.</span>
    <a href="/docs/asyncapi.yaml">asyncapi.yaml</a>
  </p>`,
  ...SERVICES.flatMap((service) => [
    html`<h2>${service} · 命令 <span lang="en">Commands</span></h2>`,
    ...Object.entries(COMMANDS)
      .filter(([type]) => serviceOf(type) === service)
      .map(([type, schema]) =>
        message(type, both(nameOfCode('commandType', type)), schema as Member),
      ),
    html`<h2>${service} · 事实 <span lang="en">Facts</span></h2>`,
    ...Object.entries(FACTS)
      .filter(([type]) => serviceOf(type) === service)
      .map(([type, schema]) => message(type, both(factName(type)), schema as Member)),
  ]),
];
