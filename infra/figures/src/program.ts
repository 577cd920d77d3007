import { graphqlOf } from './client.ts';
import { compare, type Comparison } from './compare.ts';
import { EXIT, type Exit, Failure } from './failure.ts';
import { jsonOf } from './json.ts';
import { markdownOf } from './markdown.ts';
import { type Environment, HELP, type Options, parseOptions, tokenFor } from './options.ts';
import { readPublication } from './published.ts';
import { reportOf } from './report.ts';
import type { Units } from './units.ts';

export interface Io {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
  env: Environment;
}

const FORMATS: Record<Options['format'], (units: Units, comparison: Comparison) => string> = {
  TEXT: reportOf,
  MARKDOWN: markdownOf,
  JSON: (units, comparison) => `${JSON.stringify(jsonOf(units, comparison), null, 1)}\n`,
};

/** Runs one command line (without node and script) and returns its exit code; never throws a Failure, never exits. */
export async function run(args: readonly string[], { stdout, stderr, env }: Io): Promise<Exit> {
  try {
    const options = parseOptions(args, env);
    if (options.help) {
      stdout.write(HELP);
      return EXIT.OK;
    }
    const publication = await readPublication();
    const graphql = graphqlOf(options.url, await tokenFor(options, env));
    const comparison = await compare(publication, graphql);
    const { units } = publication;
    stdout.write(FORMATS[options.format](units, comparison));
    return comparison.off.length === 0 ? EXIT.OK : EXIT.OFF;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    stderr.write(`figures: ${error.text.zh}\n  ${error.text.en}\n`);
    return error.exit;
  }
}
