import { PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';

/**
 * Tables of a service's relay and intake, as statements of its first migration. `relay`: what is published already.
 * `outcomes`: answers that wait to be published. Their bodies are text: what a sender wrote may hold what jsonb refuses.
 */
export function transportTables(service: Service): string[] {
  return [
    `create table ${service}.relay (
      partition smallint primary key,
      pos int8 not null,
      next_offset int8 not null
    ) with (fillfactor = 50)`,
    `insert into ${service}.relay (partition, pos, next_offset)
      select n, 0, 0 from generate_series(0, ${PARTITIONS - 1}) n`,
    `create table ${service}.outcomes (
      id bigserial primary key,
      institution text not null,
      command_id text not null,
      body text not null
    )`,
  ];
}
