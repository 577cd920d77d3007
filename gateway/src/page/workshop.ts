import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { notFound, openFolder, sendFile } from './files.ts';
import { WORKSHOP_HEADERS } from './policy.ts';

const BASE = '/altair/';

/**
 * Sets the workshop up for this gateway. Query, variables and headers come behind the `#`, which no server and no log sees:
 * `/altair/#query=…&variables=…&headers=…`, each in the form of `encodeURIComponent`; variables and headers as JSON.
 */
const SETUP = `
const given = new URLSearchParams(location.hash.slice(1));
const query = given.get('query');
const variables = given.get('variables');
let headers = {};
try {
  headers = JSON.parse(given.get('headers') ?? '{}');
} catch {}
if (query) history.replaceState(null, '', location.pathname);
AltairGraphQL.init({
  endpointURL: location.origin + '/graphql',
  subscriptionsEndpoint: location.origin + '/graphql/stream',
  initialSubscriptionRequestHandlerId: 'graphql-sse',
  ...(query ? { initialQuery: query } : {}),
  ...(variables ? { initialVariables: variables } : {}),
  initialHeaders: headers,
  instanceStorageNamespace: 'qianfan_',
  initialSettings: {
    theme: 'system',
    language: given.get('lang') === 'en' ? 'en-US' : 'zh-CN',
    addQueryDepthLimit: 3,
    tabSize: 2,
    'alert.disableUpdateNotification': true,
    'banners.disable': true,
    disablePushNotification: true,
  },
  disableAccount: true,
  preserveState: !query,
});
`;

/** `/altair/`: a GraphQL workshop for whoever is signed in, with everything that it loads. */
export function workshopRoutes(app: FastifyInstance): void {
  const home = dirname(fileURLToPath(import.meta.resolve('altair-static')));
  const folder = openFolder(join(home, 'dist'));
  let page: Promise<string> | undefined;

  app.get('/altair', (_, reply) => reply.redirect(BASE, 308));
  app.get(BASE, async (_, reply) => {
    page ??= readFile(join(home, 'dist', 'index.html'), 'utf8').then(adapt);
    return reply
      .headers({ ...WORKSHOP_HEADERS, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(await page);
  });
  app.get(`${BASE}setup.js`, (_, reply) =>
    reply
      .headers({ ...WORKSHOP_HEADERS, 'cache-control': 'no-cache' })
      .type('text/javascript; charset=utf-8')
      .send(SETUP),
  );
  app.get<{ Params: { '*': string } }>(`${BASE}*`, async (request, reply) => {
    const found = await folder.find(request.params['*'], request.headers['accept-encoding']);
    if (!found) return notFound(reply);
    const headers = { ...WORKSHOP_HEADERS, 'cache-control': 'public, max-age=86400' };
    return sendFile(request, reply, found, headers);
  });
}

const adapt = (html: string): string =>
  html
    .replace('<base href="/" />', `<base href="${BASE}" />`)
    .replace('<html>', '<html lang="zh-CN">')
    .replace('</body>', '<script type="module" src="setup.js"></script></body>');
