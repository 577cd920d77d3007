import { browserSuites } from './browser-suites.ts';
import { kafkaSuites } from './kafka-suites.ts';
import { longSuites } from './long-suites.ts';

/** Patterns of the files that this run leaves out. One line says what. */
export function leftOut(): string[] {
  const missing = [kafkaSuites(), browserSuites(), longSuites()].filter(
    (suites) => suites !== undefined,
  );
  const told = missing.map((suites) => suites.told).join(' · ');
  if (told) console.log(`Left out, run by .ci/run: ${told}`);
  return missing.flatMap(({ suites }) => suites);
}
