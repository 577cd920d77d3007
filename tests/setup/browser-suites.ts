import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Missing } from './missing.ts';

const SUITES = '**/tests/browser/**';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine; `undefined` where there is none. */
export function chromiumPath(): string | undefined {
  const given = process.env['QIANFAN_CHROMIUM'];
  if (given) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find(isProgram);
}

/**
 * Suites in `tests/browser` need a Chromium. Where there is none they are left out; with QIANFAN_REQUIRE_BROWSER=1 they
 * run all the same, and fail.
 */
export function browserSuites(): Missing | undefined {
  if (process.env['QIANFAN_REQUIRE_BROWSER'] === '1' || chromiumPath()) return undefined;
  const reason = 'no chromium on the PATH; QIANFAN_REQUIRE_BROWSER=1 makes them run';
  return { suites: [SUITES], told: `tests/browser (${reason})` };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
