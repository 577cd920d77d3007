import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { asyncapiDocument } from '@qianfan/schema/asyncapi/asyncapi';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PAGE_HEADERS } from '../page/policy.ts';
import { clientsPage } from './clients.ts';
import { errorsPage } from './errors.ts';
import { eventsPage } from './events.ts';
import { html, PAGES, pageOf } from './html.ts';
import { schemaPage, sdlOf, typesOf } from './schema.ts';
import { STYLE } from './style.ts';

const compress = promisify(gzip);
const HTML = 'text/html; charset=utf-8';

/** `/docs/`: what a developer needs to read, made from what runs: the supergraph, the registry of types, the errors. */
export function docsRoutes(app: FastifyInstance, supergraph: string): void {
  const types = typesOf(supergraph);
  const documents: Readonly<Record<string, [type: string, make: () => string]>> = {
    '/docs/': [HTML, () => pageOf('/docs/', [indexPage()])],
    '/docs/clients': [HTML, () => pageOf('/docs/clients', clientsPage())],
    '/docs/schema': [HTML, () => pageOf('/docs/schema', schemaPage(types))],
    '/docs/events': [HTML, () => pageOf('/docs/events', eventsPage())],
    '/docs/errors': [HTML, () => pageOf('/docs/errors', errorsPage())],
    '/docs/schema.graphql': ['text/plain; charset=utf-8', () => sdlOf(types)],
    '/docs/asyncapi.yaml': ['text/yaml; charset=utf-8', asyncapiDocument],
    '/docs/docs.css': ['text/css; charset=utf-8', () => STYLE],
  };
  app.get('/docs', (_, reply) => reply.redirect('/docs/', 308));
  for (const [path, [type, make]] of Object.entries(documents)) {
    let made: Promise<{ plain: string; packed: Buffer }> | undefined;
    const ready = async () => {
      const plain = make();
      return { plain, packed: await compress(plain) };
    };
    app.get(path, async (request, reply) => {
      made ??= ready();
      const { plain, packed } = await made;
      void reply
        .headers({ ...PAGE_HEADERS, 'cache-control': 'no-cache', vary: 'accept-encoding' })
        .type(type);
      if (!takesGzip(request)) return reply.send(plain);
      return reply.header('content-encoding', 'gzip').send(packed);
    });
  }
}

const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\b)/.test(String(headers['accept-encoding'] ?? ''));

const ABOUT: Readonly<Record<string, { zh: string; en: string }>> = {
  '/docs/clients': {
    zh: '用 curl、Node、Python、Kafka 第一次接入',
    en: 'The first call from a shell, Node, Python and Kafka',
  },
  '/docs/schema': {
    zh: '每个类型、字段、参数是什么；可下载结构文件',
    en: 'Every type, field and argument; the schema as a file',
  },
  '/docs/events': {
    zh: '每种命令与事实的内容；可下载 AsyncAPI',
    en: 'What each command and fact holds; AsyncAPI as a file',
  },
  '/docs/errors': { zh: '每个错误代码的含义与处理', en: 'What each code means and what to do' },
};

const indexPage = () =>
  html`<ul>
    ${PAGES.slice(1).map(
      ([path, { zh, en }]) =>
        html`<li>
          <a href="${path}">${zh} <span lang="en">${en}</span></a
          >：${ABOUT[path]!.zh} <span lang="en">${ABOUT[path]!.en}</span>
        </li> `,
    )}
    <li>
      <a href="/altair/">GraphQL 工作台 <span lang="en">GraphQL workshop</span></a
      >：登录后可直接试查询 <span lang="en">try queries, once signed in</span>
    </li>
  </ul>`;
