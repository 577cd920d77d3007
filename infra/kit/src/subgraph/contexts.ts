import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Writer } from '../commands/writer.ts';
import { scopeOf } from '../identity/access.ts';
import { cancellable, type Cancellable, LONGEST_READ_SECONDS } from '../postgres/cancellable.ts';
import { createPool } from '../postgres/pool.ts';
import type { ForRequest, Query, RequestContext } from './context.ts';

/** Statements that are kept prepared; there are some dozens, but for lists that grow into their text. */
const MOST_PREPARED = 500;

/** Reads whose statements are prepared, by their text: planning a small one takes longer than running it. */
function preparedQuery({ rows }: Cancellable): (signal: AbortSignal) => Query {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    let name = names.get(text);
    if (!name && names.size < MOST_PREPARED) names.set(text, (name = `read-${names.size}`));
    return name;
  };
  return (signal) =>
    <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const name = nameOf(text);
      return rows<Row>({ ...(name && { name }), text, values: [...values] }, signal);
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
    // its plans are cheap to run and dear to compile; nobody waits longer, even where nobody said that he left
    settings: { jit: 'off', statement_timeout: `${LONGEST_READ_SECONDS}s` },
  });
  const control = createPool(options.url, { max: 2, name: `qianfan_${service}_cancel` });
  const queryOf = preparedQuery(cancellable(pool, control));

  return {
    of: (request: ForRequest): RequestContext => {
      const { principal, cut, signal } = request;
      const em = orm.em.fork({
        schema,
        signal,
        inflightQueryAbortStrategy: 'cancel query',
      }) as EntityManager;
      em.setFilterParams('asOf', { at: cut });
      const own = scopeOf({ principal }) === 'OWN';
      em.setFilterParams('scope', { institution: own ? principal.institution : null });
      return {
        ...request,
        em,
        query: queryOf(signal),
        submit: (requests) => writer.submit(principal, requests, 'graphql'),
      };
    },
    close: async () => {
      await pool.end();
      await control.end();
    },
  };
}
