import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { parseArgs } from 'node:util';

/** Which demonstration: four banks alone, the province, or the province at its whole size. */
export type Story = 'SMALL' | 'PROVINCE' | 'FULL';

export interface Options {
  /** Empty the state folder first. */
  fresh: boolean;
  /** Start a broker, and carry facts over it. */
  kafka: boolean;
  /** `undefined`: the demonstration is played into the embedded database only. */
  demo: boolean | undefined;
  story: Story;
  port: number;
  /** The state folder; `undefined`: `.qianfan` in the project. */
  state: string | undefined;
  help: boolean;
}

export const HELP = `千帆 Qianfan

npm start -- [options]
  --port <n>      网关端口 port of the gateway (4000)
  --state <dir>   状态目录 state folder (.qianfan)
  --fresh         先清空状态目录 empty the state folder first
  --kafka         启动 Apache Kafka 4.3.1 start a broker too (Java 17; fetched with Maven)
  --no-demo       不装入演示数据 no demonstration
  --demo          使用 DATABASE_URL 时也装入演示数据 play the demonstration into DATABASE_URL too
  --demo=full     装入全量演示数据（2 万家企业、各月分县） all of the province: 20,000 enterprises, counties in every month
  --demo=small    只装入四家银行的演示数据 four banks alone

DATABASE_URL, KAFKA_BROKERS: 使用已有的服务器 use servers of yours; QIANFAN_JWKS, QIANFAN_ISSUER: 身份提供方 identity provider
`;

/** The command line of `npm start`. Throws CannotStart for what it does not know. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parsed(args);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new CannotStart(
      `--port 须为 0 至 65535 的整数，收到 ${values.port}。`,
      `--port takes a number from 0 to 65535, not ${values.port}.`,
    );
  }
  const asked = values.demo || values['demo-full'] || values['demo-small'];
  const demo = asked ? true : values['no-demo'] ? false : undefined;
  const { fresh, kafka, state, help } = values;
  const story = values['demo-full'] ? 'FULL' : values['demo-small'] ? 'SMALL' : 'PROVINCE';
  return { fresh, kafka, demo, story, port, state, help };
}

function parsed(args: readonly string[]) {
  try {
    // A flag with and without a value is two flags to `parseArgs`.
    const plain = args.map((arg) => arg.replace(/^--demo=(full|small)$/, '--demo-$1'));
    return parseArgs({ args: plain, options: FLAGS, strict: true });
  } catch (cause) {
    const reason = (cause as Error).message.split('. ')[0]!;
    throw new CannotStart(
      `无法识别的参数：${reason}。npm start -- --help 列出全部参数。`,
      `${reason}. npm start -- --help lists all options.`,
      { cause },
    );
  }
}

const FLAGS = {
  fresh: { type: 'boolean', default: false },
  kafka: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  'demo-full': { type: 'boolean', default: false },
  'demo-small': { type: 'boolean', default: false },
  'no-demo': { type: 'boolean', default: false },
  port: { type: 'string', default: '4000' },
  state: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
