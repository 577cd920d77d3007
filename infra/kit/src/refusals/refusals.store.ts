import { type FilterQuery, type InferEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { readEntity } from '../projections/entity.ts';
import type { PageRequest } from '../subgraph/pages.ts';

/** What a service refused, with every reason, by whoever sent it. `form` … `revision`: where it speaks of a return. */
export const Refusal = readEntity({
  name: 'Refusal',
  identity: { key: p.text(), institution: p.text(), commandId: p.text() },
  columns: {
    command: p.text(),
    form: p.text().nullable(),
    period: p.text().nullable(),
    revision: p.integer().nullable(),
    digest: p.text(),
    issues: p.json<Issue[]>(),
    receivedAt: p.bigint('number'),
    synthetic: p.boolean(),
  },
  scope: 'institution',
  indexes: [
    ['institution', 'form', 'period'],
    ['form', 'period', 'institution'],
  ],
});

export type RefusalRow = InferEntity<typeof Refusal>;

/** One page of the refusals that meet a condition, the latest first. */
export async function refusalPage(
  em: EntityManager,
  where: FilterQuery<RefusalRow>,
  { limit, after }: PageRequest,
): Promise<{ rows: RefusalRow[]; totalCount: number }> {
  const [at, commandId, institution] = after ?? [];
  const knownFrom = Number(at);
  const same = { knownFrom, commandId: String(commandId) };
  const behind = after
    ? [
        {
          $or: [
            { knownFrom: { $lt: knownFrom } },
            { knownFrom, commandId: { $lt: same.commandId } },
            { ...same, institution: { $lt: String(institution) } },
          ],
        },
      ]
    : [];
  const rows = await em.find(
    Refusal,
    { $and: [where, ...behind] },
    { orderBy: { knownFrom: 'desc', commandId: 'desc', institution: 'desc' }, limit },
  );
  return { rows, totalCount: await em.count(Refusal, where) };
}
