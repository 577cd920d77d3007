import { join, relative } from 'node:path';
import type { System } from './system.ts';

/** The query that `npm start` offers to paste: the province's loans to high-tech enterprises, with growth. */
const QUERY = `{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) {
  status value(unit: YI) growth { value } expected received } }`;

/** Where the command line looks unless told. */
const DEFAULT_URL = 'http://127.0.0.1:4000';

/** And where it finds the tokens of accounts. */
const DEFAULT_STATE = '.qianfan';

/**
 * What opens where, who may ask, and one query to paste; the page first. `pageFailure`: why there is none.
 */
export function summary(
  system: System,
  accounts: readonly string[],
  seconds: number,
  pageFailure?: string,
): string {
  const folder = short(system.state.accounts);
  const lines = [
    '',
    `千帆已启动 Qianfan is up  (${seconds.toFixed(1)} s)`,
    '',
    `  页面 page   ${system.gatewayUrl}`,
    ...(pageFailure
      ? [`              页面未能生成 could not be built: ${pageFailure.split('\n')[0]}`]
      : []),
    `  GraphQL     ${system.gatewayUrl}/graphql`,
    `  文档 docs   ${system.gatewayUrl}/docs/`,
    `  metrics     ${system.gatewayUrl}/metrics   health ${system.gatewayUrl}/readyz`,
    `  数据库 db   ${withoutPassword(system.adminUrl)}`,
    ...(system.postgres
      ? [`  密码 password ${short(join(system.state.dir, 'postgres', 'qianfan.password'))}`]
      : []),
    ...(system.brokers ? [`  Kafka       ${system.brokers}`] : []),
    `  日志 logs   ${short(system.state.logs)}/`,
    ...(accounts.length ? [`  账号 tokens ${folder}/{${accounts.join(',')}}.jwt`] : []),
  ];
  lines.push(`  命令行 cli  ${cli(system, accounts)}`);
  if (accounts.includes('regulator')) lines.push('', ...paste(system.gatewayUrl, folder));
  return [...lines, ''].join('\n');
}

/** The command line as it works here: with the address and the state folder, where they are not the usual ones. */
function cli({ gatewayUrl, state }: System, accounts: readonly string[]): string {
  const folder = short(state.dir);
  const told = [
    ...(gatewayUrl === DEFAULT_URL ? [] : [`QIANFAN_URL=${gatewayUrl}`]),
    ...(folder === DEFAULT_STATE ? [] : [`QIANFAN_STATE=${quoted(folder)}`]),
  ];
  const what = accounts.includes('regulator') ? '--account regulator status' : '--help';
  return [...told, 'npm run -s qianfan --', what].join(' ');
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

function paste(gatewayUrl: string, folder: string): string[] {
  const body = JSON.stringify({ query: QUERY.replaceAll(/\s+/g, ' ') });
  return [
    '  试一试 try',
    `    curl -s ${gatewayUrl}/graphql -H 'content-type: application/json' \\`,
    `      -H "authorization: Bearer $(cat ${folder}/regulator.jwt)" \\`,
    `      -d '${body}'`,
  ];
}

/** As one would type it here. */
function short(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
