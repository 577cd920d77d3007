import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf, type RecordOf } from '@qianfan/kit/projections/entity';
import { programmeRecords } from './programme.projection.ts';

export type ProgrammeRow = RecordOf<typeof programmeRecords>;

/** Rows in the order of the codes; null where there is none at the cut. One statement. */
export async function programmesByCode(
  em: EntityManager,
  codes: readonly string[],
): Promise<(ProgrammeRow | null)[]> {
  const rows = await em.find(entityOf(programmeRecords), {
    programme: { $in: [...new Set(codes)] },
  });
  const byCode = new Map(rows.map((row) => [row.programme, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}
