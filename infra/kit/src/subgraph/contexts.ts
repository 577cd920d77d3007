import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Writer } from '../commands/writer.ts';
import { scopeOf } from '../identity/access.ts';
import type { Principal } from '../identity/principal.ts';
import { createPool } from '../postgres/pool.ts';
import type { Query, RequestContext } from './context.ts';

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

  const query: Query = async <Row extends object>(
    statement: string,
    values: readonly unknown[] = [],
  ) => {
    const { rows } = await pool.query<Row>(statement, [...values]);
    return rows;
  };

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
