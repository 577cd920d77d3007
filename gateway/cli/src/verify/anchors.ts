import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { usage } from '../failure.ts';
import type { Anchors } from './journals.ts';

interface Installation {
  verifiedAt: string;
  anchors: Anchors;
}

type AnchorFile = Record<string, Installation>;

async function read(path: string): Promise<AnchorFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw usage(`无法读取锚点文件 ${path}`, `the anchor file ${path} cannot be read`);
  }
  try {
    return JSON.parse(text) as AnchorFile;
  } catch {
    // Taken as empty, a damaged anchor would hide exactly what it is kept for.
    throw usage(`锚点文件 ${path} 已损坏`, `the anchor file ${path} is damaged`);
  }
}

/** What the auditor remembers of an installation; nothing before the first verification. */
export async function readAnchors(path: string, url: string): Promise<Installation | undefined> {
  return (await read(path))[url];
}

/** Remembers what was just verified. Written aside and renamed: a crash leaves the old anchors. */
export async function writeAnchors(path: string, url: string, anchors: Anchors): Promise<void> {
  const file = await read(path);
  file[url] = { verifiedAt: new Date().toISOString(), anchors };
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(aside, path);
}
