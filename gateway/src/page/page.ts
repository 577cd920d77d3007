import type { Verify } from '@qianfan/kit/identity/verify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { docsRoutes } from '../docs/docs.ts';
import { openAccounts } from './accounts.ts';
import { notFound, openFolder, sendFile } from './files.ts';
import { PAGE_HEADERS } from './policy.ts';
import type { Pulse } from '../cuts/pulse.ts';
import { sessionRoutes } from './session.ts';
import { streamRoute } from './stream.ts';
import { workshopRoutes } from './workshop.ts';

/** Every address of the page; what is none of them is not found, in the status too. */
export const VIEWS = [
  '/',
  '/figure/*',
  '/compare',
  '/ranking',
  '/late',
  '/refusals',
  '/return',
  '/replay',
  '/signin',
] as const;

/** What the page's build makes carries its content in its name. */
const FOR_EVER = 'public, max-age=31536000, immutable';

export interface PageOptions {
  /** The folder of the built page. */
  dashboard: string;
  /** The folder of the demonstration's tokens, on the embedded default; `undefined`: nobody signs in by name. */
  accounts: string | undefined;
}

/** Everything that a browser needs beside `/graphql`: the page, its session, its stream and the GraphQL workshop. */
export function pageRoutes(
  app: FastifyInstance,
  { dashboard, accounts }: PageOptions,
  supergraph: string,
  pulse: Pulse,
  verify: Verify,
): void {
  const folder = openFolder(dashboard);
  sessionRoutes(app, verify, openAccounts(accounts, verify));
  streamRoute(app, pulse, verify);
  workshopRoutes(app);
  docsRoutes(app, supergraph);

  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    cache: string,
  ): Promise<FastifyReply> => {
    const found = await folder.find(path, request.headers['accept-encoding']);
    if (!found) return path === 'index.html' ? notBuilt(reply) : notFound(reply);
    return sendFile(request, reply, found, { ...PAGE_HEADERS, 'cache-control': cache });
  };

  /** A reader gets the page, which says so and leads on; a program its typed 404. */
  const missing = (request: FastifyRequest, reply: FastifyReply) =>
    isReader(request) ? send(request, reply.code(404), 'index.html', 'no-store') : notFound(reply);

  for (const view of VIEWS) {
    app.get(view, (request, reply) =>
      takesHtml(request) ? send(request, reply, 'index.html', 'no-cache') : notFound(reply),
    );
  }
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    send(request, reply, `assets/${request.params['*']}`, FOR_EVER),
  );
  // What keeps its name, such as the icon and the map: asked for again each time, and sent where it changed.
  app.get<{ Params: { file: string } }>('/:file', (request, reply) => {
    const { file } = request.params;
    return file.includes('.') && file !== 'index.html'
      ? send(request, reply, file, 'no-cache')
      : missing(request, reply);
  });
  app.get('/*', (request, reply) => missing(request, reply));
}

/** A browser that goes somewhere says that it takes HTML; programs that take anything do not. */
export const isReader = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes('text/html');

/** Leads who opens `/graphql` itself, without a query, to the documents. */
export function leadReaders(
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  if (request.method === 'GET' && isReader(request) && !request.url.includes('?')) {
    void reply.redirect('/docs/', 303);
  } else done();
}

/** Programs that ask for JSON get their typed 404. */
const takesHtml = ({ headers: { accept = '*/*' } }: FastifyRequest): boolean =>
  /text\/html|text\/\*|\*\/\*/.test(accept) && !/^application\/[\w.+-]*json/.test(accept);

/** The first seconds of a fresh clone. */
function notBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store', 'retry-after': '2' })
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8">' +
        '<meta http-equiv="refresh" content="2"><title>千帆 Qianfan</title>' +
        '<p>页面正在生成，稍候自动刷新。<span lang="en">The page is being built; it reloads by itself.</span></p>',
    );
}
