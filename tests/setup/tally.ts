import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Counts for `npm test`, which ends with `N passed, N failed`, into the file that QIANFAN_TALLY names. A suite or a
 * set-up that fails before its tests counts as one failure: nothing that went wrong may look like nothing.
 */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const file = process.env['QIANFAN_TALLY'];
    if (!file) return;
    const tally = { passed: 0, failed: unhandled.length };
    for (const module of modules) {
      tally.failed += module.errors().length;
      for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') tally.passed += 1;
        if (state === 'failed') tally.failed += 1;
      }
    }
    writeFileSync(file, JSON.stringify(tally));
  }
}
