import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { CannotStart } from '../processes/cannot-start.ts';

/** Whose journals a service may read beside its own; banks' hold borrowers' ids, which no programme may see. */
const READERS: Record<Service, readonly Service[]> = {
  regulators: ['banks', 'programmes'],
  banks: ['regulators'],
  programmes: ['regulators'],
};

/**
 * Makes the database that the URL names (if need be), one role per service and the services' schemas; may be repeated.
 * Passwords follow from the secret (by default the URL's own password), so that nothing has to be kept.
 * Returns each service's own URL. Throws CannotStart where the server refuses.
 */
export async function provision(
  adminUrl: string,
  secret: string = new URL(adminUrl).password,
): Promise<Record<Service, string>> {
  if (!secret) throw new RangeError('provision needs a secret: the URL has no password');
  const admin = await connect(adminUrl);
  // Two starts at once would both find that a role is missing. Roles are the whole server's, an advisory lock is one
  // database's: all take it in the same one, where they may enter that.
  const lock = await connected(maintenanceOf(adminUrl)).catch(() => undefined);
  try {
    await (lock ?? admin).query(`select pg_advisory_lock(hashtext('qianfan.provision'))`);
    await admin.query('begin');
    for (const service of SERVICES) await ensureRole(admin, service, passwordOf(secret, service));
    for (const service of SERVICES) await ensureSchema(admin, service);
    for (const service of SERVICES) await grantReads(admin, service);
    await admin.query('commit');
  } finally {
    await admin.end();
    await lock?.end();
  }
  return serviceUrls(adminUrl, secret);
}

/** The URLs that `provision` returns, without asking the server. */
export function serviceUrls(adminUrl: string, secret: string): Record<Service, string> {
  const urls = SERVICES.map((service): [Service, string] => {
    const url = new URL(adminUrl);
    url.username = roleOf(service);
    url.password = passwordOf(secret, service);
    return [service, url.href];
  });
  return Object.fromEntries(urls) as Record<Service, string>;
}

const roleOf = (service: Service) => `qianfan_${service}`;

const passwordOf = (secret: string, service: Service) =>
  createHmac('sha256', secret).update(`qianfan role ${service}`).digest('base64url');

async function ensureRole(admin: pg.Client, service: Service, password: string) {
  const role = roleOf(service);
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  const login = `login password ${pg.escapeLiteral(password)}`;
  await admin.query(`${rowCount ? 'alter' : 'create'} role ${role} ${login}`);
  // Without superuser rights, only members may hand schemas to a role.
  const member = await admin.query(`select pg_has_role(current_user, $1, 'usage') as yes`, [role]);
  if (!member.rows[0].yes) await admin.query(`grant ${role} to current_user`);
  const { rows } = await admin.query('select current_database() as name');
  const database = pg.escapeIdentifier(rows[0].name);
  // Read models live in schemas of their own, which the service makes and drops.
  await admin.query(`grant connect, create, temporary on database ${database} to ${role}`);
}

async function ensureSchema(admin: pg.Client, service: Service) {
  await admin.query(`create schema if not exists ${service} authorization ${roleOf(service)}`);
}

async function grantReads(admin: pg.Client, service: Service) {
  for (const source of READERS[service]) {
    const [reader, owner] = [roleOf(service), roleOf(source)];
    await admin.query(`grant usage on schema ${source} to ${reader}`);
    await admin.query(`grant select on all tables in schema ${source} to ${reader}`);
    await admin.query(
      `alter default privileges for role ${owner} in schema ${source} grant select on tables to ${reader}`,
    );
  }
}

const NO_SUCH_DATABASE = '3D000';

async function connect(url: string): Promise<pg.Client> {
  try {
    return await connected(url);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw unusable(url, error);
  }
  try {
    const admin = await connected(maintenanceOf(url));
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    await admin.query(`create database ${pg.escapeIdentifier(name)}`).finally(() => admin.end());
    return await connected(url);
  } catch (error) {
    throw unusable(url, error);
  }
}

/** The same server's database that is always there. */
function maintenanceOf(url: string): string {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  return maintenance.href;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function unusable(url: string, error: unknown): CannotStart {
  const { host } = new URL(url);
  const reason =
    error instanceof Error
      ? error.message || String((error as { code?: string }).code)
      : String(error);
  return new CannotStart(
    `无法使用 ${host} 上的 Postgres：${reason}`,
    `Postgres at ${host} cannot be used: ${reason}`,
    { cause: error },
  );
}
