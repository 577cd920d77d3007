import { run } from '@qianfan/figures/program';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';

interface Told {
  cut: string | null;
  figures: Record<string, any>[];
  crossChecks: Record<string, any>[];
}

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

/** `npm run figures -- …`, in this process. */
async function figures(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const exit = await run(['--url', system.url, ...args], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: { QIANFAN_STATE: system.state },
  });
  return { exit, out, err };
}

describe('npm run figures', () => {
  test('says of a province that is not the published one that its figures are off', async () => {
    const { exit, out } = await figures('--json');
    expect(exit).toBe(1);
    const told = JSON.parse(out) as Told;
    expect(told.cut).not.toBeNull();
    expect(told.figures).toHaveLength(74);
    expect(told.crossChecks).toHaveLength(46);
    const { data } = await system.query(
      '{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) { figureId value(unit: YI) } }',
    );
    expect(told.figures.find(({ id }) => id === 'F003')).toEqual({
      id: 'F003',
      needs: 'LOANS',
      expect: 'COMPUTED',
      published: '2864.5',
      computed: data.observation.value,
      band: ['2864.45', '2864.55'],
      verdict: 'OUT_OF_BAND',
      unit: '亿元',
      figureId: data.observation.figureId,
      status: 'REPORTED',
    });
  });

  test('knows a growth that follows from two levels, and a sum that is refused', async () => {
    const told = JSON.parse((await figures('--json')).out) as Told;
    const check = (id: string) => told.crossChecks.find((it) => it.id === id)!;
    expect(check('X01').verdict).toBe('HOLDS');
    expect(Number(check('X01').left)).toBeCloseTo(Number(check('X01').right), 6);
    expect(check('X12')).toMatchObject({ verdict: 'RULE', refusal: 'OVERLAPPING_POPULATIONS' });
    expect(check('X22')).toMatchObject({ verdict: 'NOT_YET', left: null, checks: [] });
  });

  test('shows the reader the same, Chinese first', async () => {
    const { exit, out } = await figures();
    expect(exit).toBe(1);
    expect(out).toMatch(
      /^F003 +高新技术企业贷款余额 +2864\.5 亿元 +[\d.]+ +\[.*✗ 不符 out of band$/mu,
    );
    expect(out).toMatch(/^F013 .*… 尚未建设 not yet · LISTS$/mu);
  });

  test('needs somebody who may ask, and a gateway', async () => {
    expect(await figures('--account', 'nobody')).toMatchObject({ exit: 4, out: '' });
    expect(await figures('--account', 'jjb')).toMatchObject({ exit: 4, out: '' });
    expect(await figures('--url', 'http://127.0.0.1:1')).toMatchObject({ exit: 5, out: '' });
    expect(await figures('--nonsense')).toMatchObject({ exit: 2, out: '' });
  });
});
