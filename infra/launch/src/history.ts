import { adoptSeed, playDemo } from '@qianfan/demo/play';
import { readMode } from '@qianfan/kit/journal/mode';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { createPool } from '@qianfan/kit/postgres/pool';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountsOf } from './accounts.ts';
import type { System } from './system.ts';

/**
 * What a new installation begins with: the demonstration, or the seed definitions alone; then it is live for good. Told
 * apart by the database itself, so that nothing is played twice, and an import that was killed goes on.
 * Throws CannotStart where a command is not accepted.
 */
export async function beginHistory(
  system: System,
  demo: boolean,
  say: (line: string) => void,
): Promise<void> {
  if (await isLive(system.adminUrl)) return;
  if (!system.issuer) {
    return say(
      '系统尚在导入阶段，请由导入账号写入历史并关闭导入 / still importing: send history as IMPORTER, then close it',
    );
  }
  const url = `${system.gatewayUrl}/graphql`;
  const token = await system.issuer.mintToken(accountsOf(demo)['importer']!);
  const since = performance.now();
  say(demo ? '装入演示数据 playing the demonstration …' : '装入初始定义 adopting the seed …');
  try {
    const { total } = await (demo ? playDemo : adoptSeed)({ url, token });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    await open(system.gatewayUrl);
    say(`${total} 条指令已接受 commands accepted (${seconds} s)`);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CannotStart(
      `初始数据未能写入：${reason}`,
      `The system's first history could not be written: ${reason}`,
      { cause },
    );
  }
}

/** Every service has to hear that history is closed before it answers. */
async function open(gatewayUrl: string): Promise<void> {
  for (let status = ''; status !== 'ready'; await sleep(50)) {
    const answer = await fetch(`${gatewayUrl}/readyz`);
    ({ status } = (await answer.json()) as { status: string });
  }
}

async function isLive(adminUrl: string): Promise<boolean> {
  const pool = createPool(adminUrl, { max: 1 });
  try {
    return (await readMode(pool, 'regulators')) === 'LIVE';
  } finally {
    await pool.end();
  }
}
