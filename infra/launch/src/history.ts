import {
  adoptSeed,
  playDemo,
  type PlayOptions,
  playProvince,
  type Progress,
} from '@qianfan/demo/play';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { createPool } from '@qianfan/kit/postgres/pool';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountsOf } from './accounts.ts';
import type { Story } from './options.ts';
import type { System } from './system.ts';

const STORIES: Record<Story, (options: PlayOptions) => Promise<Progress>> = {
  SMALL: playDemo,
  PROVINCE: playProvince,
  FULL: (options: PlayOptions) => playProvince({ ...options, scale: 1 }),
};

/**
 * What a new installation begins with: the demonstration, or the seed definitions alone; then it is live for good. Told
 * apart by the database itself, so that nothing is played twice, and an import that was killed goes on.
 * Throws CannotStart where a command is not accepted.
 */
export async function beginHistory(
  system: System,
  demo: false | Story,
  say: (line: string) => void,
): Promise<void> {
  if (await withPool(system.adminUrl, isLive)) return;
  if (!system.issuer) {
    return say(
      '系统尚在导入阶段，请由导入账号写入历史并关闭导入 / still importing: send history as IMPORTER, then close it',
    );
  }
  const url = `${system.gatewayUrl}/graphql`;
  const token = await system.issuer.mintToken(accountsOf(demo !== false)['importer']!);
  const since = performance.now();
  say(demo ? '装入演示数据 playing the demonstration …' : '装入初始定义 adopting the seed …');
  try {
    const play = demo ? STORIES[demo] : adoptSeed;
    const { total } = await play({ url, token, onProgress: progressBar() });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    await readable(system, token);
    say(`${total} 条命令已受理 commands accepted (${seconds} s)`);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CannotStart(
      `初始数据未能写入：${reason}`,
      `The system's first history could not be written: ${reason}`,
      { cause },
    );
  }
}

const LINE_MS = 5_000;

/** Drawn over itself on a terminal; elsewhere a line now and then. */
function progressBar(): (progress: Progress) => void {
  const { stdout } = process;
  const width = 30;
  let said = performance.now();
  return ({ done, total }) => {
    if (stdout.isTTY) {
      const filled = Math.floor((done / total) * width);
      const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
      stdout.write(`\r  ${bar} ${done} / ${total}${done === total ? '\n' : ''}`);
    } else if (performance.now() - said > LINE_MS) {
      said = performance.now();
      stdout.write(`  ${done} / ${total}\n`);
    }
  };
}

async function isLive(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ value: string }>(
    `select value from regulators.settings where name = 'mode'`,
  );
  return rows[0]?.value === 'LIVE';
}

/** Resolves once queries are answered at a cut that holds all of it. */
async function readable({ adminUrl, gatewayUrl }: System, token: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'min-cut': formatInstant(await withPool(adminUrl, lastWritten)),
  };
  const body = JSON.stringify({ query: '{ regions(level: PROVINCE) { code } }' });
  for (let answered = false; !answered; await sleep(50)) {
    answered = await fetch(`${gatewayUrl}/graphql`, { method: 'POST', headers, body })
      .then(async (answer) => !('errors' in ((await answer.json()) as object)))
      .catch(() => false); // the gateway is just being started again
  }
}

type Pool = ReturnType<typeof createPool>;

async function lastWritten(pool: Pool): Promise<Instant> {
  const heads = SERVICES.map((service) => `select at from ${service}.heads where pos > 0`);
  const { rows } = await pool.query<{ at: Instant }>(
    `select max(at) as at from (${heads.join(' union all ')}) heads`,
  );
  return rows[0]?.at ?? 0;
}

async function withPool<Result>(url: string, use: (pool: Pool) => Promise<Result>) {
  const pool = createPool(url, { max: 1 });
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
