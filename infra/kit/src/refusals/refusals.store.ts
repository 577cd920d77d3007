import type { FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '../projections/entity.ts';
import type { PageRequest } from '../subgraph/pages.ts';
import { refusals } from './refusals.projection.ts';

const Refusal = entityOf(refusals);

export type RefusalRow = RecordOf<typeof refusals>;

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
