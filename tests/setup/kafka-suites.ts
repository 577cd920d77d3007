import { spawnSync } from 'node:child_process';
import type { Missing } from './missing.ts';

const SUITES = '**/*.kafka.test.ts';

/**
 * Suites named `*.kafka.test.ts` need a broker. Where none can be had they are left out; with QIANFAN_REQUIRE_KAFKA=1
 * they run all the same, and fail.
 */
export function kafkaSuites(): Missing | undefined {
  const mustRun = process.env['QIANFAN_REQUIRE_KAFKA'] === '1' || process.env['KAFKA_BROKERS'];
  const reason = mustRun ? undefined : (process.env['QIANFAN_NO_KAFKA'] ?? missingTool());
  if (!reason) return undefined;
  const told = `${SUITES.slice(3)} (${reason}; QIANFAN_REQUIRE_KAFKA=1 makes them run)`;
  return { suites: [SUITES], told };
}

function missingTool(): string | undefined {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  if (version < 17) return 'Java 17 or newer is not installed';
  if (spawnSync('sh', ['-c', 'command -v mvn']).status !== 0) return 'Maven is not installed';
  return undefined;
}
