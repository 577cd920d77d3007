import { type InferEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { PageRequest } from '@qianfan/kit/subgraph/pages';
import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import type { Text } from '@qianfan/schema/kernel/issue';

export const Statement = readEntity({
  name: 'Statement',
  identity: { publisher: p.text(), statement: p.text() },
  columns: {
    by: p.text(),
    text: p.json<Text>(),
    title: p.text(),
    place: p.text().nullable(),
    appearedOn: p.text().nullable(),
    period: p.text(),
    figure: p.json<StatementPublished['figure']>(),
    value: p.text(),
    unit: p.text(),
    qualifier: p.text(),
    level: p.text().nullable(),
    synthetic: p.boolean(),
  },
});

export const statementEntities = [Statement] as const;

export type StatementRow = InferEntity<typeof Statement>;

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
