import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Headers } from './policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(text\/|application\/|image\/svg)/;
/** Below this, the header that says so outweighs what is saved. */
const WORTH_COMPRESSING = 1024;
/** In the order in which they are preferred: made at build, beside the file. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export interface Found {
  body: Buffer;
  type: string;
  encoding: string | undefined;
  etag: string;
}

export interface Folder {
  /** The file at a path below the folder, best compressed as the client takes it; `undefined` where there is none. */
  find: (path: string, acceptEncoding: string | undefined) => Promise<Found | undefined>;
}

const compress = promisify(gzip);

/**
 * A folder of built files. Only types that a page is made of are served; what was not compressed at build is compressed
 * when it is first asked for, and kept.
 */
export function openFolder(root: string): Folder {
  const compressed = new Map<string, Promise<Buffer>>();

  return {
    async find(path, acceptEncoding = '') {
      const type = TYPES[extname(path)];
      if (!type || !isPlain(path)) return undefined;
      const file = join(root, path);
      const { mtimeMs, size } = (await fileAt(file)) ?? {};
      if (mtimeMs === undefined || size === undefined) return undefined;
      const version = `${Math.trunc(mtimeMs).toString(36)}-${size.toString(36)}`;
      const found = (body: Buffer, encoding?: string): Found => ({
        body,
        type,
        encoding,
        etag: `"${version}${encoding ? `-${encoding}` : ''}"`,
      });
      for (const [encoding, ending] of ENCODINGS) {
        if (!accepts(acceptEncoding, encoding)) continue;
        const made = await fileAt(file + ending);
        // Older than the file itself: of a former build.
        if (made && made.mtimeMs >= mtimeMs) return found(await readFile(file + ending), encoding);
      }
      const worthIt = COMPRESSIBLE.test(type) && size > WORTH_COMPRESSING;
      if (!worthIt || !accepts(acceptEncoding, 'gzip')) return found(await readFile(file));
      const key = `${path} ${version}`;
      const pending = compressed.get(key) ?? readFile(file).then((body) => compress(body));
      compressed.set(key, pending);
      return found(await pending, 'gzip');
    },
  };
}

/** Answers with a file, or with 304 where the client has it; a path that names none is left to the caller. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, type, encoding, etag }: Found,
  headers: Headers,
): FastifyReply {
  void reply.headers({ ...headers, vary: 'accept-encoding', etag });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (encoding) void reply.header('content-encoding', encoding);
  return reply.type(type).send(body);
}

/** The typed 404 of every other unknown path. */
export function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** Names of letters, digits, `.`, `_` and `-` below folders of such names; none that starts with a dot. */
const isPlain = (path: string): boolean => /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path);

const accepts = (header: string, encoding: string): boolean =>
  header.split(',').some((part) => {
    const [name, ...parameters] = part.trim().split(/\s*;\s*/);
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

async function fileAt(path: string) {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found : undefined;
}
