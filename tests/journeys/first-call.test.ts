import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { SAMPLES } from '@qianfan/gateway/docs/clients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

const run = promisify(execFile);
const textOf = (name: string): string => SAMPLES.find((sample) => sample.name === name)!.text;
const has = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** As a developer would: pasted, with the two variables set. */
async function pasted(program: string, args: string[]): Promise<string> {
  const env = { ...process.env, URL: system.url, TOKEN: system.token('regulator') };
  return (await run(program, args, { env })).stdout;
}

describe('the first call of a client, as /docs/clients has it', () => {
  it.skipIf(!has('curl'))('from a shell', async () => {
    const { data } = JSON.parse(await pasted('sh', ['-c', textOf('curl')])) as {
      data: { observation: { status: string; value: string } };
    };
    expect(data.observation.status).toBe('REPORTED');
    expect(data.observation.value).toMatch(/^\d+\.\d+$/);
  });

  it('from Node', async () => {
    const told = await pasted(process.execPath, ['--input-type=module', '-e', textOf('node')]);
    expect(JSON.parse(told)).toMatchObject({ observation: { status: 'REPORTED' } });
  });

  it.skipIf(!has('python3'))('from Python, as an exact decimal', async () => {
    expect(await pasted('python3', ['-c', textOf('python')])).toMatch(/^\d+\.\d+\n$/);
  });
});

describe('the command line on what there is not', () => {
  it.each([
    [['status', '--form', 'TF99'], 'UNKNOWN_FORM_CODE'],
    [['status', '--form', 'TF99', '--period', '2024-12'], 'UNKNOWN_FORM_CODE'],
    [['status', '--form', 'TF01', '--period', '2001-12'], 'UNKNOWN_FORM'],
    [['status', '--form', 'TF01', '--period', '2024-13'], 'USAGE'],
    [['trace', 'nonsense'], 'BAD_FIGURE_ID'],
  ])('%j is wrong usage, with a code', async (line, code) => {
    const { exit, stdout, stderr } = await qianfan(system, ['--account', 'regulator', ...line]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(`[${code}]`);
  });
});
