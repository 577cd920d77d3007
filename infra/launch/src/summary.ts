import { join, relative } from 'node:path';
import type { System } from './system.ts';

/** The query that `npm start` offers to paste: the province's loans to high-tech enterprises, with growth. */
const QUERY = `{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) {
  status value(unit: YI) growth { value } expected received } }`;

/** Where the command line looks unless told. */
const DEFAULT_URL = 'http://127.0.0.1:4000';

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
    `  metrics     ${system.gatewayUrl}/metrics   health ${system.gatewayUrl}/readyz`,
    `  数据库 db   ${withoutPassword(system.adminUrl)}`,
    ...(system.postgres
      ? [`  密码 password ${short(join(system.state.dir, 'postgres', 'qianfan.password'))}`]
      : []),
    ...(system.brokers ? [`  Kafka       ${system.brokers}`] : []),
    `  日志 logs   ${short(system.state.logs)}/`,
    ...(accounts.length ? [`  账号 tokens ${folder}/{${accounts.join(',')}}.jwt`] : []),
  ];
  if (system.gatewayUrl !== DEFAULT_URL) {
    lines.push(`  命令行 cli  QIANFAN_URL=${system.gatewayUrl} npm run -s qianfan -- --help`);
  }
  if (accounts.includes('regulator')) lines.push('', ...paste(system.gatewayUrl, folder));
  return [...lines, ''].join('\n');
}

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
