import type { IncomingHttpHeaders } from 'node:http';

const NAME = 'qianfan_session';
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Beyond this, browsers drop a cookie without a word. */
export const LONGEST_TOKEN = 3800;

interface Asking {
  method: string;
  headers: IncomingHttpHeaders;
}

/**
 * The `authorization` of a request: its header, else the token of the page's session. The session counts only where the
 * request comes from a page of ours, and only for what a foreign page could not send without asking first.
 */
export function authorizationOf({ method, headers }: Asking): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const token = tokenIn(headers.cookie);
  if (token === undefined || !isOwnOrigin(headers)) return undefined;
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead || isJson(headers) ? `Bearer ${token}` : undefined;
}

export function tokenIn(cookie: string | undefined): string | undefined {
  if (cookie === undefined) return undefined;
  const found = cookie
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === NAME);
  return found?.[1] !== undefined && TOKEN.test(found[1]) ? found[1] : undefined;
}

/** `Set-Cookie` for so many seconds; 0 takes the session away. */
export function setCookie(token: string, seconds: number, isSecure: boolean): string {
  const parts = [`${NAME}=${token}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}

/**
 * Whether a page of this very origin asks, or no page at all. SameSite=Strict is not enough: to a browser, another port
 * of the same machine is the same site.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  // Over plain HTTP from another machine, browsers say less.
  const { origin } = headers;
  return origin === undefined || hostOf(origin) === (forwarded(headers) ?? headers.host);
}

export const isJson = (headers: IncomingHttpHeaders): boolean =>
  /^application\/json\b/i.test(headers['content-type'] ?? '');

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

const forwarded = (headers: IncomingHttpHeaders): string | undefined => {
  const host = headers['x-forwarded-host'];
  return typeof host === 'string' ? host : undefined;
};
