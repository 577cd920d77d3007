// npm run bench -- …: the benchmarks of tests/benchmark, which Node runs from their sources.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.mjs';

await build();
const main = join(root, 'tests/benchmark/main.ts');
if (!existsSync(main)) throw new Error(`There are no benchmarks: ${main}`);
await import(main);
