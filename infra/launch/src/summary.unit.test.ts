import { expect, it } from 'vitest';
import { summary } from './summary.ts';
import type { System } from './system.ts';

const system = {
  gatewayUrl: 'http://127.0.0.1:4000',
  adminUrl: 'postgresql://qianfan:secret@127.0.0.1:5432/qianfan',
  state: { dir: '/state', logs: '/state/logs', accounts: '/state/accounts' },
} as System;

it('names the address of the page first', () => {
  const [, first] = summary(system, ['regulator'], 6.7).match(/Qianfan is up.*\n\n(.*)\n/)!;
  expect(first).toBe('  页面 page   http://127.0.0.1:4000');
});

it('says in one line why there is no page, and nothing of it where there is one', () => {
  const lines = summary(system, [], 6.7, 'no entry\nat somewhere').split('\n');
  expect(lines.filter((line) => /could not be built/.test(line))).toEqual([
    expect.stringMatching(/页面未能生成 could not be built: no entry$/),
  ]);
  expect(summary(system, [], 6.7)).not.toMatch(/could not be built/);
});

it('tells no password', () => {
  expect(summary(system, [], 6.7)).not.toContain('secret');
});

it.each([
  ['the usual', 'http://127.0.0.1:4000', '.qianfan', ''],
  ['a port', 'http://127.0.0.1:4321', '.qianfan', 'QIANFAN_URL=http://127.0.0.1:4321 '],
  ['a folder', 'http://127.0.0.1:4000', '/tmp/x', 'QIANFAN_STATE=/tmp/x '],
  [
    'a folder with a blank',
    'http://127.0.0.1:4321',
    "/tmp/my q's",
    `QIANFAN_URL=http://127.0.0.1:4321 QIANFAN_STATE='/tmp/my q'\\''s' `,
  ],
])('the command line works as it is printed: %s', (_, gatewayUrl, dir, told) => {
  const text = summary(
    { ...system, gatewayUrl, state: { ...system.state, dir } },
    ['regulator'],
    1,
  );
  expect(text).toContain(`  命令行 cli  ${told}npm run -s qianfan -- --account regulator status\n`);
});
