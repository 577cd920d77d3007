import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import { statements } from './statements.projection.ts';

const Statement = entityOf(statements);

export type StatementRow = RecordOf<typeof statements>;

/** What was said by whom, about which period; in the order of publisher and id. */
export async function statementsOf(
  em: EntityManager,
  where: { by?: string | undefined; period?: string | undefined },
  { limit, after }: PageRequest,
): Promise<{ rows: StatementRow[]; totalCount: number }> {
  const filter = {
    ...(where.by === undefined ? {} : { by: where.by }),
    ...(where.period === undefined ? {} : { period: where.period }),
  };
  const [publisher, statement] = (after ?? []).map(String);
  const later =
    publisher === undefined
      ? {}
      : { $or: [{ publisher: { $gt: publisher } }, { publisher, statement: { $gt: statement! } }] };
  const [rows, totalCount] = await Promise.all([
    em.find(
      Statement,
      { ...filter, ...later },
      { orderBy: { publisher: 'asc', statement: 'asc' }, limit },
    ),
    em.count(Statement, filter),
  ]);
  return { rows, totalCount };
}
