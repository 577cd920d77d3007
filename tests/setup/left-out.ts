import { shortened } from '../support/rounds.ts';
import { browserSuites } from './browser-suites.ts';
import { kafkaSuites } from './kafka-suites.ts';

/** Patterns of the files that this run leaves out. One line says what, and what else is shorter than in `.ci/run`. */
export function leftOut(): string[] {
  const missing = [kafkaSuites(), browserSuites()].filter((suites) => suites !== undefined);
  const told = [...missing.map((suites) => suites.told), shortened].filter(Boolean);
  if (told.length > 0) console.log(`Left out, run by .ci/run: ${told.join(' · ')}`);
  return missing.map(({ suites }) => suites);
}
