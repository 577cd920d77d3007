import { entityOf } from '@qianfan/kit/projections/entity';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { registered } from './register.projection.ts';

/** UNKNOWN_ORGANISATION for one that nobody has registered: a list of its rows would be empty without a word. */
export async function requireRegistered(
  { em }: RequestContext,
  institution: string,
): Promise<void> {
  if (await em.findOne(entityOf(registered), { institution })) return;
  throw refusal('UNKNOWN_ORGANISATION', { code: institution.slice(0, 64) });
}
