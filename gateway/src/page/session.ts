import type { Principal } from '@qianfan/kit/identity/principal';
import type { Verify } from '@qianfan/kit/identity/verify';
import { requestRefusal } from '@qianfan/kit/subgraph/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../http/refuse.ts';
import type { OpenAccount, OpenAccounts } from './accounts.ts';
import { isJson, isOwnOrigin, LONGEST_TOKEN, setCookie, tokenIn } from '../http/cookie.ts';

/** Who looks at the page; `expires` is an instant. */
export interface Session {
  principal: (Principal & { expires: string }) | null;
  /** Those that one may sign in as by name. */
  accounts: OpenAccount[];
}

const BODY_LIMIT = 16 * 1024;

/**
 * `/session`: GET says who is signed in, POST signs in with `{account}` of the demonstration or `{token}` of the operator's
 * issuer, DELETE signs out. The token lies in a cookie that no script can read.
 */
export function sessionRoutes(app: FastifyInstance, verify: Verify, accounts: OpenAccounts): void {
  const answer = async (principal: Session['principal']): Promise<Session> => ({
    principal,
    accounts: await accounts.list(),
  });

  app.get('/session', async (request, reply) => {
    const token = tokenIn(request.headers.cookie);
    const principal = token === undefined ? null : await principalOf(token, verify, () => null);
    if (token !== undefined && !principal) signOut(request, reply);
    return reply.header('cache-control', 'no-store').send(await answer(principal));
  });

  app.post('/session', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    try {
      requireOwnPage(request);
      const token = await tokenOf(request.body);
      const principal = (await principalOf(token, verify))!;
      const seconds = Math.floor((Date.parse(principal.expires) - Date.now()) / 1000);
      void reply.header('set-cookie', setCookie(token, seconds, isSecure(request)));
      return reply.header('cache-control', 'no-store').send(await answer(principal));
    } catch (error) {
      return refuse(reply, error, request.id);
    }
  });

  app.delete('/session', async (request, reply) => {
    try {
      if (!isOwnOrigin(request.headers)) throw requestRefusal('FORBIDDEN', { what: 'Origin' });
      signOut(request, reply);
      return reply.header('cache-control', 'no-store').send(await answer(null));
    } catch (error) {
      return refuse(reply, error, request.id);
    }
  });

  async function tokenOf(body: unknown): Promise<string> {
    const { account, token } = (body ?? {}) as { account?: unknown; token?: unknown };
    if (typeof token === 'string' && account === undefined) {
      const trimmed = token.trim();
      if (trimmed.length <= LONGEST_TOKEN) return trimmed;
      const size = `${trimmed.length} B`;
      throw requestRefusal('TOO_LARGE', { size, limit: `${LONGEST_TOKEN} B` });
    }
    if (typeof account !== 'string' || token !== undefined) {
      throw requestRefusal('BAD_USER_INPUT', { what: '{account} | {token}' });
    }
    const found = await accounts.tokenOf(account);
    if (found === undefined) throw requestRefusal('NOT_FOUND', { what: account.slice(0, 64) });
    return found;
  }
}

/** A page of another origin can neither sign anybody in nor out. */
function requireOwnPage({ headers }: FastifyRequest): void {
  if (!isOwnOrigin(headers)) throw requestRefusal('FORBIDDEN', { what: 'Origin' });
  if (!isJson(headers)) {
    throw requestRefusal('BAD_USER_INPUT', { what: 'Content-Type: application/json' });
  }
}

async function principalOf(
  token: string,
  verify: Verify,
  otherwise: (error: unknown) => null = (error) => {
    throw error;
  },
): Promise<Session['principal']> {
  try {
    const principal = await verify(`Bearer ${token}`);
    return { ...principal, expires: new Date(expiry(token) * 1000).toISOString() };
  } catch (error) {
    return otherwise(error);
  }
}

/** `exp` of a token that was verified, in seconds since 1970. */
function expiry(token: string): number {
  const claims = Buffer.from(token.split('.')[1]!, 'base64url').toString();
  return (JSON.parse(claims) as { exp: number }).exp;
}

function signOut(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', setCookie('', 0, isSecure(request)));
}

/** Behind a proxy that speaks HTTPS, the cookie never travels in the open. */
const isSecure = ({ protocol, headers }: FastifyRequest): boolean =>
  protocol === 'https' || headers['x-forwarded-proto'] === 'https';
