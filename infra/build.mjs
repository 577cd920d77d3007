// Brings dist/ of every package up to date: each source file that is newer than its output is stripped of its types.
// Nothing is checked here, that is what `npm run check` is for: a whole build takes a second where tsc takes fifteen.
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the number of files that were written. Throws with the place of a syntax error. */
export async function build() {
  const since = await newestOf('infra/build.mjs', 'tsconfig.base.json', 'pnpm-lock.yaml');
  const { references } = await json('infra/tsconfig.json');
  const jobs = await Promise.all(
    references.map(({ path }) => staleFiles(join('infra', path), since)),
  );
  const stale = jobs.flat();
  if (stale.length === 0) return 0;
  const { transformWithOxc } = await import('vite');
  await Promise.all(stale.map((file) => transpile(transformWithOxc, file)));
  return stale.length;
}

async function staleFiles(folder, since) {
  const { compilerOptions, include } = await json(join(folder, 'tsconfig.json'));
  const rootDir = join(root, folder, compilerOptions.rootDir);
  const outDir = join(root, folder, compilerOptions.outDir);
  const sources = (
    await Promise.all(include.map((name) => sourcesIn(join(root, folder, name))))
  ).flat();
  const files = sources.map((source) => ({
    source,
    output: join(outDir, relative(rootDir, source)).replace(/\.ts$/, '.js'),
  }));
  const stale = await Promise.all(
    files.map(async ({ source, output }) => {
      const written = await modified(output);
      return written < since || written < (await modified(source));
    }),
  );
  return files.filter((_, i) => stale[i]);
}

async function sourcesIn(path) {
  if (path.endsWith('.ts')) return (await modified(path)) > 0 ? [path] : [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(
      ({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'),
    )
    .map(({ parentPath, name }) => join(parentPath, name));
}

async function transpile(transformWithOxc, { source, output }) {
  const { code, map } = await transformWithOxc(await readFile(source, 'utf8'), source, {
    tsconfig: false,
    target: 'es2024',
    sourcemap: true,
    decorator: { legacy: true },
    typescript: { rewriteImportExtensions: 'rewrite', onlyRemoveTypeImports: true },
  });
  await mkdir(dirname(output), { recursive: true });
  const sources = [relative(dirname(output), source)];
  await writeFile(`${output}.map`, JSON.stringify({ ...map, sources, sourcesContent: undefined }));
  await writeFile(output, `${withHelpers(code)}\n//# sourceMappingURL=${basename(output)}.map\n`);
}

/** Oxc imports its two decorator helpers from a package of its own; they are short enough to stand in the file. */
const HELPERS = {
  _decorate: `(decorators, target, key, descriptor) => {
  let value = descriptor === void 0 ? target : descriptor ?? Object.getOwnPropertyDescriptor(target, key);
  for (const decorate of decorators.toReversed()) {
    value = (descriptor === void 0 ? key === void 0 ? decorate(value) : decorate(target, key) : decorate(target, key, value)) || value;
  }
  if (descriptor !== void 0 && value) Object.defineProperty(target, key, value);
  return value;
}`,
  _decorateParam: '(index, decorate) => (target, key) => decorate(target, key, index)',
};

const withHelpers = (code) =>
  code.replace(
    /import (_decorate(?:Param)?) from "@oxc-project.*";/g,
    (_, name) => `const ${name} = ${HELPERS[name]};`,
  );

const json = async (file) => JSON.parse(await readFile(join(root, file), 'utf8'));

const modified = (file) =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

const newestOf = async (...files) =>
  Math.max(...(await Promise.all(files.map((file) => modified(join(root, file))))));
