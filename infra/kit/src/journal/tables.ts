import type { Service } from '@qianfan/schema/kernel/fact';
import { PARTITIONS } from '@qianfan/schema/kernel/fact';
import { transportTables } from '../transport/tables.ts';
import { GENESIS } from './row.ts';

/** Which services read a journal beside its owner. Programmes may not read banks': it holds borrower annexes. */
const READERS: Record<Service, readonly Service[]> = {
  regulators: ['banks', 'programmes'],
  banks: ['regulators'],
  programmes: ['regulators'],
};

/**
 * The first version of a service's journal, as statements of its first migration. Run by the role that owns the
 * service; the roles of readers must exist. A head exists for each partition from the start: it is the lock.
 */
export function journalTables(service: Service): string[] {
  return [
    `create table ${service}.heads (
      partition smallint primary key,
      pos int8 not null,
      hash text not null,
      at int8 not null
    ) with (fillfactor = 50)`,
    `insert into ${service}.heads (partition, pos, hash, at)
      select n, 0, '${GENESIS}', 0 from generate_series(0, ${PARTITIONS - 1}) n`,
    `create table ${service}.journal (
      partition smallint not null,
      pos int8 not null,
      key text not null,
      stream text not null,
      type text not null,
      institution text not null,
      actor text not null,
      period text,
      received_at int8 not null,
      recorded_at int8 not null,
      known_at int8 not null,
      command_id text not null,
      ordinal int not null,
      digest text not null,
      synthetic boolean not null,
      body text not null,
      hash text not null,
      primary key (partition, pos)
    )`,
    `create unique index journal_receipt on ${service}.journal (institution, command_id) where ordinal = 0`,
    `create table ${service}.states (
      key text not null,
      stream text not null,
      pos int8 not null,
      state jsonb not null,
      primary key (key, stream)
    )`,
    `create table ${service}.rejections (
      id bigserial primary key,
      at int8 not null,
      institution text,
      door text not null,
      command_id text,
      issues jsonb not null,
      excerpt text not null
    )`,
    `create table ${service}.settings (name text primary key, value text not null)`,
    `insert into ${service}.settings (name, value) values ('mode', 'IMPORTING')`,
    ...transportTables(service),
    ...READERS[service].flatMap((reader) => [
      `grant usage on schema ${service} to qianfan_${reader}`,
      `grant select on ${service}.heads, ${service}.journal, ${service}.settings to qianfan_${reader}`,
    ]),
  ];
}

/** The second version: a state is of the code that folded it; those that are there are of none. */
export const stateVersions = (service: Service): string[] => [
  `alter table ${service}.states add column version text not null default ''`,
];

/** All versions, one after the other: a journal as it is now. */
export const wholeJournal = (service: Service): string[] => [
  ...journalTables(service),
  ...stateVersions(service),
];
