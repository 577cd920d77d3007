import type { TSchema } from 'typebox';
import { factName, nameOfCode } from '../codelists/codelists.ts';
import type { Text } from '../kernel/issue.ts';
import { PARTITIONS, type Service, SERVICES } from '../kernel/fact.ts';
import { COMMANDS, FACTS, serviceOf } from '../registry.ts';
import { COMMAND_HEADERS, FACT_HEADERS, OUTCOME, OUTCOME_HEADERS } from './envelope.ts';
import { toYaml } from './yaml.ts';

const reference = (path: string) => ({ $ref: `#/${path}` });

/** JSON Schema as plain data: without what TypeBox keeps beside it. */
const plain = (schema: TSchema): object => JSON.parse(JSON.stringify(schema)) as object;

const typesOf = (table: Readonly<Record<string, TSchema>>, service: Service): string[] =>
  Object.keys(table).filter((type) => serviceOf(type) === service);

/** The `messages` of a channel, one for each type. */
const messagesOf = (types: string[]) =>
  Object.fromEntries(types.map((type) => [type, reference(`components/messages/${type}`)]));

const channelsOf = (service: Service) => ({
  [`${service}Facts`]: {
    address: `qianfan.${service}.facts.v1`,
    title: `Journal of ${service}`,
    description:
      `${PARTITIONS} partitions; partition n holds the facts of journal partition n, in order of ce_pos. ` +
      'A fact may come again after a crash, never in another order: drop what is not after your last ce_pos.',
    messages: messagesOf(typesOf(FACTS, service)),
  },
  [`${service}Intake`]: {
    address: `qianfan.${service}.intake.v1`,
    title: `Commands to ${service}`,
    description:
      'Commands as CloudEvents 1.0, in binary or structured mode. The id may be sent again: it gets the same receipt. ' +
      'The token is the header `authorization`; a client that cannot set headers puts it into the extension `token` of structured mode. ' +
      'At most 4 MiB a command, and 32 MiB and 50,000 records a batch when it is unfolded (gzip, snappy, lz4 and zstd are read): a larger batch is set aside unread.',
    messages: messagesOf(typesOf(COMMANDS, service)),
  },
  [`${service}Outcomes`]: {
    address: `qianfan.${service}.outcomes.{institution}.v1`,
    title: `Receipts and refusals of ${service}`,
    parameters: { institution: { description: 'Code of the institution that sent the command.' } },
    messages: { outcome: reference('components/messages/outcome') },
  },
});

const operationsOf = (service: Service) => ({
  [`${service}TellFacts`]: { action: 'send', channel: reference(`channels/${service}Facts`) },
  [`${service}TakeCommands`]: {
    action: 'receive',
    channel: reference(`channels/${service}Intake`),
    reply: { channel: reference(`channels/${service}Outcomes`) },
  },
});

const messageOf = (type: string, headers: string, { zh, en }: Text, summary: string) => ({
  name: type,
  title: `${zh} ${en}`,
  summary,
  contentType: 'application/json',
  headers: reference(`components/schemas/${headers}`),
  payload: reference(`components/schemas/${type}`),
});

const components = () => ({
  messages: {
    ...Object.fromEntries(
      Object.keys(FACTS).map((type) => [
        type,
        messageOf(
          type,
          'factHeaders',
          factName(type),
          '事实，只增不改。 A fact: told once, never changed.',
        ),
      ]),
    ),
    ...Object.fromEntries(
      Object.keys(COMMANDS).map((type) => [
        type,
        messageOf(
          type,
          'commandHeaders',
          nameOfCode('commandType', type),
          '命令，答以一张回执或退回原因。 A command: answered with a receipt, or with every reason of a refusal.',
        ),
      ]),
    ),
    outcome: {
      name: 'qianfan.outcome',
      title: '命令的结果 Outcome of a command',
      summary:
        '已受理、退回或未受理，附回执与全部原因。 Accepted, refused or rejected, with the receipt and every reason.',
      contentType: 'application/json',
      headers: reference('components/schemas/outcomeHeaders'),
      payload: reference('components/schemas/outcome'),
    },
  },
  schemas: {
    factHeaders: plain(FACT_HEADERS),
    commandHeaders: plain(COMMAND_HEADERS),
    outcomeHeaders: plain(OUTCOME_HEADERS),
    outcome: plain(OUTCOME),
    ...Object.fromEntries(
      Object.entries({ ...FACTS, ...COMMANDS }).map(([type, schema]) => [type, plain(schema)]),
    ),
  },
});

/** The AsyncAPI 3.0 document: every topic with what travels on it. */
export const asyncapi = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Qianfan 千帆',
    version: '1.0.0',
    description:
      'Facts that the services of Qianfan tell, commands that institutions send, and the outcomes that they get. ' +
      'Amounts are decimal texts, never floats; instants are microseconds since 1970 in headers and ISO 8601 in bodies.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: Object.assign({}, ...SERVICES.map(channelsOf)) as object,
  operations: Object.assign({}, ...SERVICES.map(operationsOf)) as object,
  components: components(),
});

/** The text of `schema/asyncapi.yaml`. */
export const asyncapiDocument = (): string =>
  `# Generated from schema/src by \`npm run generate\`.\n${toYaml(asyncapi())}`;
