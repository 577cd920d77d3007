import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../subgraph/context.ts';
import type { SubgraphParts } from '../subgraph/schema.ts';

/** A row that takes ten minutes to read. */
export const Sleeper = defineEntity({
  name: 'Sleeper',
  tableName: 'sleepers',
  schema: '*',
  properties: { id: p.text().primary(), slept: p.text() },
});

/** What `Sleeper` is read from, as a statement that makes it in a schema. */
export const sleepersIn = (schema: string): string =>
  `create view ${schema}.sleepers as select '1'::text as id, pg_sleep(600)::text as slept`;

@Resolver()
class SleepingResolver {
  @Query(() => String, { nullable: true, description: '一条长语句\nOne long statement' })
  async byStatement(@Ctx() { query }: RequestContext): Promise<string> {
    return (await query<{ slept: string }>('select slept from sleepers'))[0]!.slept;
  }

  @Query(() => String, { nullable: true, description: '一条长记录\nOne long record' })
  async byRecord(@Ctx() { em }: RequestContext): Promise<string> {
    return (await em.find(Sleeper, {}))[0]!.slept;
  }

  @Query(() => String, { nullable: true, description: '立即\nAt once' })
  async atOnce(@Ctx() { query }: RequestContext): Promise<string> {
    return (await query<{ word: string }>(`select 'here' as word`))[0]!.word;
  }
}

/** A small subgraph whose statements do not end by themselves. */
export const sleepers: SubgraphParts = { service: 'banks', resolvers: [SleepingResolver] };
