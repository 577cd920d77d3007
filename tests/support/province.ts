import { playProvince } from '@qianfan/demo/play';
import type { Exit } from '@qianfan/figures/failure';
import { run } from '@qianfan/figures/program';
import { startSystem, type SystemOptions, type TestSystem } from './system.ts';

/** What `npm run figures -- --json` prints. */
export interface Told {
  cut: string | null;
  figures: Record<string, any>[];
  crossChecks: Record<string, any>[];
}

/**
 * A system with the province as `npm start` plays it; the figures are the same at any size, the whole is played by
 * `npm start -- --demo=full`.
 */
export async function startProvince(
  options: Omit<SystemOptions, 'demo'> = {},
): Promise<TestSystem> {
  const system = await startSystem({ ...options, demo: false });
  try {
    await playProvince({ url: system.url, token: system.token('importer') });
    await untilReadable(system);
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

/** `npm run figures -- …`, in this process. */
export async function figures(
  system: Pick<TestSystem, 'url' | 'state'>,
  ...args: string[]
): Promise<{ exit: Exit; out: string; err: string }> {
  let out = '';
  let err = '';
  const exit = await run(['--url', system.url, ...args], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: { QIANFAN_STATE: system.state },
  });
  return { exit, out, err };
}

/** Resolves once every service has heard of all that was written until now. */
export async function untilReadable({ query }: Pick<TestSystem, 'query'>): Promise<void> {
  const minCut = new Date().toISOString();
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const { errors } = await query('{ __schema { __typename } }', {}, { minCut });
    if (!errors) return;
    await new Promise((again) => setTimeout(again, 200));
  }
  throw new Error('the province did not become readable');
}
