import { type InferEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { ProgrammeLaunched } from '@qianfan/schema/facts/programmes';
import type { Text } from '@qianfan/schema/kernel/issue';

/** Programmes and their rules are open to every role. */
export const ProgrammeRecord = readEntity({
  name: 'ProgrammeRecord',
  identity: { programme: p.text() },
  columns: {
    name: p.json<Text>(),
    owner: p.text(),
    launchedOn: p.text(),
    rule: p.json<ProgrammeLaunched['rule']>(),
    synthetic: p.boolean(),
  },
});

export type ProgrammeRow = InferEntity<typeof ProgrammeRecord>;

export const programmeEntities = [ProgrammeRecord] as const;

/** Rows in the order of the codes; null where there is none at the cut. One statement. */
export async function programmesByCode(
  em: EntityManager,
  codes: readonly string[],
): Promise<(ProgrammeRow | null)[]> {
  const rows = await em.find(ProgrammeRecord, { programme: { $in: [...new Set(codes)] } });
  const byCode = new Map(rows.map((row) => [row.programme, row]));
  return codes.map((code) => byCode.get(code) ?? null);
}
