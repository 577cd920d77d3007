import type { EntityManager } from '@mikro-orm/postgresql';
import { entityOf } from '@qianfan/kit/projections/entity';
import { firms, reporters } from './register.projection.ts';

const Reporter = entityOf(reporters);
const Firm = entityOf(firms);

/** Areas of institutions, in that order; `undefined` where one is not registered at the cut. */
export async function areasOf(
  em: EntityManager,
  institutions: readonly string[],
): Promise<(string | undefined)[]> {
  const rows = await em.find(Reporter, { institution: { $in: [...institutions] } });
  const areas = new Map(rows.map(({ institution, area }) => [institution, area]));
  return institutions.map((institution) => areas.get(institution));
}

/** Institutions that are registered within an area. */
export async function reportersIn(em: EntityManager, area: string): Promise<string[]> {
  const rows = await em.find(Reporter, { area: { $like: `${area}%` } });
  return rows.map(({ institution }) => institution);
}

export const isFirm = async (em: EntityManager, enterprise: string): Promise<boolean> =>
  (await em.findOne(Firm, { enterprise })) !== null;
