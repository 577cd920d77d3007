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
