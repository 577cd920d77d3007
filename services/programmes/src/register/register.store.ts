import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';

/** Institutions that regulators registered. */
const Registered = readEntity({
  name: 'Registered',
  identity: { institution: p.text() },
  columns: { area: p.text() },
});

export const registerEntities = [Registered] as const;

/** UNKNOWN_ORGANISATION for one that nobody has registered: a list of its rows would be empty without a word. */
export async function requireRegistered(
  { em }: RequestContext,
  institution: string,
): Promise<void> {
  if (await em.findOne(Registered, { institution })) return;
  throw refusal('UNKNOWN_ORGANISATION', { code: institution.slice(0, 64) });
}
