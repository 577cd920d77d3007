import { spawnSync } from 'node:child_process';

const NAMES = '**/*.kafka.test.ts';

/**
 * Suites named `*.kafka.test.ts` need a broker. Where none can be had they are left out, with one line that says so;
 * with QIANFAN_REQUIRE_KAFKA=1 they run all the same, and fail.
 */
export function kafkaSuites(): { exclude: string[] } {
  if (process.env['QIANFAN_REQUIRE_KAFKA'] === '1' || process.env['KAFKA_BROKERS']) {
    return { exclude: [] };
  }
  const reason = process.env['QIANFAN_NO_KAFKA'] ?? missingTool();
  if (!reason) return { exclude: [] };
  console.log(`Left out: ${NAMES} (${reason}). QIANFAN_REQUIRE_KAFKA=1 makes them run.`);
  return { exclude: [NAMES] };
}

function missingTool(): string | undefined {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  if (version < 17) return 'Java 17 or newer is not installed';
  if (spawnSync('sh', ['-c', 'command -v mvn']).status !== 0) return 'Maven is not installed';
  return undefined;
}
