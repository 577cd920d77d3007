import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Pool } from 'pg';
import type { Writer } from '../commands/writer.ts';
import { scopeOf } from '../identity/access.ts';
import type { Principal } from '../identity/principal.ts';
import { createPool } from '../postgres/pool.ts';
import type { Query, RequestContext } from './context.ts';

/** Statements that are kept prepared; there are some dozens, but for lists that grow into their text. */
const MOST_PREPARED = 500;

/** Reads whose statements are prepared, by their text: planning a small one takes longer than running it. */
function preparedQuery(pool: Pool): Query {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    let name = names.get(text);
    if (!name && names.size < MOST_PREPARED) names.set(text, (name = `read-${names.size}`));
    return name;
  };
  return async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const name = nameOf(text);
    const { rows } = await pool.query<Row>({ ...(name && { name }), text, values: [...values] });
    return rows;
  };
}

/** Makes what resolvers get: a fork of the EntityManager with the filters of the request set, and plain reads. */
export function requestContexts(options: {
  orm: MikroORM;
  url: string;
  service: Service;
  schema: string;
  writer: Writer;
}) {
  const { orm, service, schema, writer } = options;
  const pool = createPool(options.url, {
    max: 20,
    name: `qianfan_${service}_read`,
    searchPath: schema,
    // its plans are cheap to run and dear to compile
    settings: { jit: 'off' },
  });

  const query = preparedQuery(pool);

  return {
    of: (request: { requestId: string; principal: Principal; cut: Instant }): RequestContext => {
      const { principal, cut } = request;
      const em = orm.em.fork({ schema }) as EntityManager;
      em.setFilterParams('asOf', { at: cut });
      const own = scopeOf({ principal }) === 'OWN';
      em.setFilterParams('scope', { institution: own ? principal.institution : null });
      return {
        ...request,
        em,
        query,
        submit: (requests) => writer.submit(principal, requests, 'graphql'),
      };
    },
    close: () => pool.end(),
  };
}
