import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './program.ts';

/** One run with its own environment; what it wrote and how it ended. */
async function qianfan(argv: string[], env: Record<string, string> = {}) {
  let [stdout, stderr] = ['', ''];
  const exit = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: (async function* () {
      yield '{"type":"banks.DrawLoan","body":{}}';
    })(),
    env: { HOME: '/nonexistent', ...env },
  });
  return { exit, stdout, stderr };
}

describe('the command line', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qianfan-cli-'));
    await writeFile(join(folder, 'token'), 't');
    server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(answer.status).end(answer.body));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    [['fly']],
    [['submit']],
    [['submit', '/nonexistent.json']],
    [['--url', 'ftp://x', 'verify']],
    [['--lang', 'fr', 'verify']],
    [['replay', '--until', 'yesterday']],
    [['replay', '--until', '2024-02-31']],
  ])('%j is wrong usage', async (argv) => {
    const { exit, stdout, stderr } = await qianfan(argv, { QIANFAN_TOKEN: 't' });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('shows help with examples first', async () => {
    const { exit, stdout } = await qianfan(['submit', '--help']);
    expect(exit).toBe(0);
    expect(stdout.trimStart()).toMatch(/^qianfan --account jjb submit/);
  });

  it('needs a token, and says how to give one', async () => {
    const { exit, stderr } = await qianfan(['submit', '-']);
    expect(exit).toBe(4);
    expect(stderr).toContain('QIANFAN_TOKEN_FILE');
    const other = await qianfan(['--account', '../x', 'submit', '-']);
    expect(other.exit).toBe(2);
    const missing = await qianfan(['--account', 'x', 'submit', '-'], { QIANFAN_STATE: folder });
    expect(missing.exit).toBe(4);
  });

  it('speaks the reader’s language, and JSON to scripts', async () => {
    expect((await qianfan(['submit', '-'], { LANG: 'en_GB.UTF-8' })).stderr).toContain('No token');
    expect((await qianfan(['submit', '-'], { LANG: 'C.UTF-8' })).stderr).toContain('未指定身份');
    expect((await qianfan(['--lang', 'en', 'submit', '-'])).stderr).toContain('No token');
    const { stderr } = await qianfan(['--json', 'submit', '-']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });

  const send = () =>
    qianfan(['--url', url, 'submit', '-', '--json'], { QIANFAN_TOKEN_FILE: join(folder, 'token') });
  const graphqlError = (code: string) =>
    JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] });

  it.each([
    [200, graphqlError('FORBIDDEN'), 4],
    [401, '{"error":{"code":"UNAUTHENTICATED","message":{"zh":"无","en":"no"}}}', 4],
    [403, 'no', 4],
    [200, graphqlError('NOT_YET_AVAILABLE'), 5],
    [502, '<html>', 5],
    [400, graphqlError('GRAPHQL_VALIDATION_FAILED'), 1],
  ])('HTTP %i %s exits with %i', async (status, body, exit) => {
    answer = { status, body };
    expect((await send()).exit).toBe(exit);
  });

  it('exits with 3 where a command is refused and prints every outcome', async () => {
    const outcomes = [{ commandId: 'c', status: 'REJECTED', receipt: null, issues: [] }];
    answer = { status: 200, body: JSON.stringify({ data: { outcomes } }) };
    const { exit, stdout } = await send();
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ outcomes });
  });

  it.each([
    [['FORBIDDEN'], 4],
    [['IMPORTING'], 5],
    [['FORBIDDEN', 'IMPORTING'], 4],
    [['FORBIDDEN', 'V-02'], 3],
    [[], 0],
  ])('commands that were kept out for %j exit with %i', async (codes, exit) => {
    const text = { zh: '', en: '' };
    const outcomes = codes.map((code) => ({
      commandId: 'c',
      status: 'REJECTED',
      receipt: null,
      issues: [{ code, severity: 'FATAL', message: text }],
    }));
    answer = { status: 200, body: JSON.stringify({ data: { outcomes } }) };
    expect((await send()).exit).toBe(exit);
  });

  it('exits with 5 where nothing listens', async () => {
    const argv = ['--url', 'http://127.0.0.1:9', 'submit', '-'];
    expect((await qianfan(argv, { QIANFAN_TOKEN: 't' })).exit).toBe(5);
  });
});
