import { p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readEntity } from '@qianfan/kit/projections/entity';

/** Where institutions are registered (GB/T 2260 code), as regulators say. */
export const Reporter = readEntity({
  name: 'Reporter',
  identity: { institution: p.text() },
  columns: { area: p.text() },
});

/** Enterprises that regulators registered. */
const Firm = readEntity({
  name: 'Firm',
  identity: { enterprise: p.text() },
  columns: { county: p.text() },
});

export const registerEntities = [Reporter, Firm] as const;

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
