import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ERRORS } from '@qianfan/schema/errors/catalogue';
import type { ErrorEntry } from '@qianfan/schema/errors/entry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from './failure.ts';
import { run } from './program.ts';

const CATALOGUE = Object.entries<ErrorEntry>(ERRORS);
const FIGURE = 'LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:LEVEL:2024-12';
const COMMAND = '{"type":"banks.DrawLoan","body":{}}';

/** Each command that asks a gateway, as somebody would type it: the walk fails where one is not here. */
const LINES: Readonly<Record<string, string[]>> = {
  submit: ['submit', '-'],
  status: ['status', '--form', 'TF01', '--period', '2024-12'],
  trace: ['trace', FIGURE],
  refusals: ['refusals'],
  replay: ['replay', '--until', '2025-02-01'],
  verify: ['verify', '--anchor', '/nonexistent/anchors.json'],
};

async function qianfan(argv: string[], url = 'http://127.0.0.1:1') {
  let [stdout, stderr] = ['', ''];
  const exit = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: (async function* () {
      yield COMMAND;
    })(),
    env: { HOME: '/nonexistent', QIANFAN_TOKEN: 't', QIANFAN_URL: url },
  });
  return { exit, stdout, stderr };
}

/** What README.md says of a code, by what kind of error it is. */
function documented(code: string, http: number): number {
  if (http === 401 || http === 403) return EXIT.AUTH;
  if (http > 500) return EXIT.UNAVAILABLE;
  if (code.startsWith('GRAPHQL_')) return EXIT.FAILED;
  return [400, 404, 413].includes(http) || code.startsWith('UNKNOWN_') ? EXIT.USAGE : EXIT.FAILED;
}

describe('every command, whatever the gateway answers', () => {
  let server: Server;
  let url: string;
  let code = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { http, message, fix } = (ERRORS as Record<string, ErrorEntry>)[code]!;
      const extensions = { code, text: message, fix };
      const body = JSON.stringify({ errors: [{ message: message.en, extensions }] });
      request.resume().on('end', () => response.writeHead(http).end(body));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('is walked: those that the help lists are those that are tried here', async () => {
    const { stdout } = await qianfan(['--help']);
    const listed = [...stdout.matchAll(/^ {2}(\w+) (?:\[options\]|<)/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help').sort()).toEqual(Object.keys(LINES).sort());
  });

  it.each(Object.entries(LINES))('%s exits as documented for each code', async (_, line) => {
    for (const [known, { http, message }] of CATALOGUE) {
      code = known;
      const { exit, stdout, stderr } = await qianfan([...line, '--lang', 'zh'], url);
      expect([code, exit, stdout]).toEqual([code, documented(code, http), '']);
      expect(stderr).toContain(message.zh);
    }
  });

  it.each(Object.entries(LINES))('%s is not available where nothing answers', async (_, line) => {
    expect((await qianfan(line)).exit).toBe(EXIT.UNAVAILABLE);
  });
});
