// npm run generate: writes the committed documents that follow from the sources.
//   --check   writes nothing; names each document that is not what would be written, and fails
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, root } from './build.mjs';

/** Each exports GENERATED: path of the document, from the root, and what makes its text (or a promise of it). */
const GENERATORS = [
  './generate/dist/versions.js', // first: services cannot be told without
  '../schema/dist/generated.js',
  './generate/dist/graphql.js',
  './generate/dist/operations.js',
  './generate/dist/dashboard.js',
  './demo/dist/examples.js',
];

await build();
const check = process.argv.includes('--check');
const stale = [];
for (const generator of GENERATORS) {
  const { GENERATED } = await import(generator);
  for (const [path, make] of Object.entries(GENERATED)) {
    const text = await make();
    const file = join(root, path);
    if (existsSync(file) && (await readFile(file, 'utf8')) === text) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  // what comes next tells of services as they are now
  if (!check && generator === GENERATORS[0] && stale.length > 0) await build();
}
if (check && stale.length > 0) {
  console.error(`Not what the sources say: ${stale.join(', ')}. Run npm run generate and commit.`);
  process.exit(1);
}
if (!check) console.log(stale.length ? `Written: ${stale.join(', ')}` : 'Everything is fresh.');
