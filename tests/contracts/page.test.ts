import { gzipSync } from 'node:zlib';
import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { VIEWS } from '@qianfan/gateway/page/page';
import { ERRORS } from '@qianfan/schema/errors/catalogue';
import { COMMANDS, FACTS } from '@qianfan/schema/registry';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './gateway.fixture.ts';

const PAGE = '<!doctype html><html lang="zh-CN"><title>千帆</title></html>';
const SCRIPT = 'export const sails = 1000;\n'.repeat(100);

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await mkdir(join(house.dashboard, 'assets'));
  await writeFile(join(house.dashboard, 'index.html'), PAGE);
  await writeFile(join(house.dashboard, 'map.json'), '{}');
  await writeFile(join(house.dashboard, 'assets', 'main-1.js'), SCRIPT);
  await writeFile(join(house.dashboard, 'assets', 'main-1.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(house.dashboard, 'assets', 'late-2.js'), SCRIPT);
  await writeFile(join(house.dashboard, 'assets', '.secret.js'), 'not for you');
  await writeFile(join(house.dashboard, '..', 'outside.js'), 'not for you');
});
afterAll(() => house.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(house.gateway + path, { headers: { accept: 'text/html', ...headers } });

/** As it is written: fetch would tidy up the path, and unpack the answer. */
function raw(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(house.gateway);
      const request = httpRequest({ hostname, port, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      });
      request.on('error', reject).end();
    },
  );
}

const policyOf = (response: Response) =>
  Object.fromEntries(
    response.headers
      .get('content-security-policy')!
      .split('; ')
      .map((directive) => [directive.split(' ')[0]!, directive.split(' ').slice(1)]),
  );
const OWN = ["'none'", "'self'", 'data:'];

describe('the page', () => {
  it.each([...VIEWS])('is at %s', async (view) => {
    const path = view.replace(
      '*',
      'LN_BAL.HNTE._T.36._T._T._T._T._T.REG_NFRA_JX.RETURN.M:YOY:2024-12',
    );
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(PAGE);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('is nowhere else: a reader gets the page, which says that there is no such view; the status says it too', async () => {
    for (const path of [
      '/unknown',
      '/ranking/x',
      '/a/b/c',
      '/index.html',
      '/unknown?period=2024-12',
    ]) {
      const response = await get(path);
      expect([path, response.status, await response.text()]).toEqual([path, 404, PAGE]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it.each(['application/json', '*/*', 'application/graphql-response+json'])(
    'is nowhere else: a program that takes %s gets a typed error',
    async (accept) => {
      for (const path of ['/unknown', '/ranking/x', '/a/b/c']) {
        const response = await get(path, { accept });
        expect([path, response.status]).toEqual([path, 404]);
        expect(await response.json()).toMatchObject({
          errors: [{ extensions: { code: 'NOT_FOUND' } }],
        });
      }
    },
  );

  it('has no view for a file that is not there', async () => {
    for (const path of ['/assets/none.js', '/.env', '/none.svg']) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toMatch(/json/);
    }
  });

  it('loads nothing from another host, and nobody frames it', async () => {
    const policy = policyOf(await get('/'));
    expect(policy['default-src']).toEqual(["'none'"]);
    expect(policy['frame-ancestors']).toEqual(["'none'"]);
    expect(policy['base-uri']).toEqual(["'none'"]);
    expect(policy['script-src']).toEqual(["'self'"]);
    expect(policy['style-src']).toEqual(["'self'"]);
    // What the page makes itself may be a worker, and nothing else.
    const { 'worker-src': workers, ...others } = policy;
    expect(workers).toEqual(["'self'", 'blob:']);
    for (const [directive, sources] of Object.entries(others)) {
      expect(OWN, directive).toEqual(expect.arrayContaining(sources));
    }
  });

  it('is taken for what it says it is, and tells nobody where it was', async () => {
    for (const path of ['/', '/assets/main-1.js']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('leaves programs that ask for JSON their typed 404', async () => {
    const response = await get('/', { accept: 'application/json' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/json/);
  });
});

describe('a file that keeps its name', () => {
  it('is asked for again each time, and sent where it changed', async () => {
    const response = await get('/map.json');
    expect(await response.text()).toBe('{}');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const etag = response.headers.get('etag')!;
    expect((await get('/map.json', { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('an asset', () => {
  it('is kept for ever, and sent as it was compressed at build', async () => {
    const { headers, body } = await raw('/assets/main-1.js', { 'accept-encoding': 'br, gzip' });
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(body).toEqual(gzipSync(SCRIPT));
  });

  it('is compressed when asked for where the build did not', async () => {
    const packed = await raw('/assets/late-2.js', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body.length).toBeLessThan(SCRIPT.length / 5);
    expect(await (await get('/assets/late-2.js')).text()).toBe(SCRIPT);
  });

  it('comes plain to who takes nothing else', async () => {
    for (const encoding of ['identity', 'gzip;q=0']) {
      const { headers, body } = await raw('/assets/main-1.js', { 'accept-encoding': encoding });
      expect([headers['content-encoding'], body.toString()]).toEqual([undefined, SCRIPT]);
    }
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await raw('/assets/main-1.js');
    const again = await raw('/assets/main-1.js', { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it.each([
    '/assets/../../outside.js',
    '/assets/%2e%2e/%2e%2e/outside.js',
    '/assets/..%2f..%2foutside.js',
    '/assets/..%5c..%5coutside.js',
    '/assets/.secret.js',
    '/assets//etc/passwd',
    '/assets/main-1.js%00',
    '/assets/',
  ])('is not found at %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('not for you');
  });
});

describe('the GraphQL workshop', () => {
  const linked = /(?:src|href|action)="([^"]*)"/g;

  it('loads its own files alone', async () => {
    const response = await get('/altair/');
    const html = await response.text();
    const links = [...html.matchAll(linked)].map(([, target]) => target!);
    expect(links).toContain('/altair/');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((target) => /^(?:[a-z]+:)?\/\//i.test(target))).toEqual([]);
    for (const target of links.filter((name) => /\.(?:js|css|ico)$/.test(name))) {
      expect((await get(`/altair/${target}`)).status, target).toBe(200);
    }
    for (const [directive, sources] of Object.entries(policyOf(response))) {
      expect([...OWN, "'unsafe-inline'"], directive).toEqual(expect.arrayContaining(sources));
    }
    expect(policyOf(response)['script-src']).toEqual(["'self'"]);
  });

  it('speaks Chinese and asks this gateway', async () => {
    const setup = await (await get('/altair/setup.js')).text();
    expect(setup).toContain('zh-CN');
    expect(setup).toContain("location.origin + '/graphql'");
    expect(setup).not.toMatch(/https?:/);
    expect((await get('/altair/assets/i18n/zh-CN.json')).status).toBe(200);
  });
});

describe('before the page is built', () => {
  it('says so, and looks again by itself', async () => {
    const empty = await openHouse();
    const response = await fetch(empty.gateway, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(503);
    expect(await response.text()).toMatch(/页面正在生成.*being built/);
    await empty.stop();
  });
});

describe('the documents', () => {
  const PAGES = ['/docs/', '/docs/clients', '/docs/schema', '/docs/events', '/docs/errors'];
  const FILES = ['/docs/schema.graphql', '/docs/asyncapi.yaml', '/docs/docs.css'];
  const linked = /(?:src|href)="([^"]*)"/g;

  it('are where the address of the API leads a browser, and nobody else', async () => {
    const reader = await get('/graphql', { accept: 'text/html,*/*;q=0.8' });
    expect([reader.redirected, new URL(reader.url).pathname]).toEqual([true, '/docs/']);
    const program = await get('/graphql', { accept: 'application/json' });
    expect(program.redirected).toBe(false);
    const asked = await get('/graphql?query={__typename}', { accept: 'text/html' });
    expect(asked.redirected).toBe(false);
  });

  it('are in both languages, load their own files alone, and every link leads somewhere', async () => {
    const leads = new Set<string>();
    for (const path of PAGES) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      const text = await response.text();
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text).toContain('<span lang="en">');
      expect(text).not.toMatch(/<script|style=/);
      expect(policyOf(response)['default-src']).toEqual(["'none'"]);
      const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
      for (const [, target = ''] of text.matchAll(linked)) {
        if (target.startsWith('#')) expect(ids, path).toContain(target.slice(1));
        else leads.add(target);
      }
    }
    // The icon is of the page's build, which is a stand-in here.
    leads.delete('/favicon.svg');
    expect([...leads]).toEqual(expect.arrayContaining([...PAGES, ...FILES]));
    for (const path of leads) expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  it('tell the schema that runs: every type and field that introspection tells', async () => {
    const sdl = await (await get('/docs/schema.graphql')).text();
    expect(sdl).not.toMatch(/join__|link__/);
    const types = buildSchema(sdl).getTypeMap();
    const page = await (await get('/docs/schema')).text();
    for (const name of Object.keys(types).filter((one) => !one.startsWith('__'))) {
      if (['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name)) continue;
      expect(page).toContain(`id="${name}"`);
    }
  });

  it('name every error, command and fact', async () => {
    const errors = await (await get('/docs/errors')).text();
    for (const code of Object.keys(ERRORS)) expect(errors).toContain(`id="${code}"`);
    const events = await (await get('/docs/events')).text();
    for (const type of [...Object.keys(FACTS), ...Object.keys(COMMANDS)]) {
      expect(events).toContain(`id="${type}"`);
    }
    expect(await (await get('/docs/asyncapi.yaml')).text()).toMatch(/^asyncapi: "?3\.0\.0/m);
  });
});
