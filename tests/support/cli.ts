import { run } from '@qianfan/cli/program';

export interface CliRun {
  exit: number;
  stdout: string;
  stderr: string;
  /** stdout as JSON. */
  json: () => any;
  /** stdout as NDJSON. */
  lines: () => any[];
}

/** Runs `qianfan` in this process, with an environment of its own. */
export async function qianfan(
  system: { url: string; state: string },
  argv: readonly string[],
  stdin = '',
): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const exit = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: (async function* () {
      yield stdin;
    })(),
    env: { QIANFAN_URL: system.url, QIANFAN_STATE: system.state, HOME: system.state },
  });
  return {
    exit,
    stdout,
    stderr,
    json: () => JSON.parse(stdout),
    lines: () =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}
