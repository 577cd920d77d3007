import type { Service } from '@qianfan/schema/kernel/fact';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { storable } from '@qianfan/schema/kernel/text';
import type { Admin, Producer } from 'kafkajs';
import type { Pool } from 'pg';
import { ensureTopics, outcomesTopic } from './topics.ts';

/** What one record batch holds: an answer lists every violation of a return, and can be long. */
const BATCH = { rows: 500, bytes: 2 * 1024 * 1024 };

export interface KeptOutcome {
  institution: string;
  /** Of the command that is answered; a receipt may be that of an earlier one with the same content. */
  commandId: string;
  outcome: Outcome;
}

/** Keeps answers until the relay has published them. */
export async function keepOutcomes(
  pool: Pool,
  service: Service,
  outcomes: readonly KeptOutcome[],
): Promise<void> {
  await pool.query(
    `insert into ${service}.outcomes (institution, command_id, body)
     select * from unnest($1::text[], $2::text[], $3::text[])`,
    [
      outcomes.map(({ institution }) => institution),
      outcomes.map(({ commandId }) => storable(commandId)),
      outcomes.map(({ outcome }) => storable(JSON.stringify(outcome))),
    ],
  );
}

interface OutcomeRow {
  id: number;
  institution: string;
  commandId: string;
  body: string;
}

/**
 * Publishes kept answers, oldest first, each to its institution's own topic, and forgets them once the broker has them.
 * The number published. After a crash an answer may come twice; its `commandId` tells.
 */
export async function publishOutcomes(
  { service, pool }: { service: Service; pool: Pool },
  admin: Admin,
  producer: Producer,
  knownTopics: Set<string>,
): Promise<number> {
  const { rows } = await pool.query<OutcomeRow>(
    `select id, institution, command_id as "commandId", body from (
       select *, sum(octet_length(body)) over (order by id) - octet_length(body) as before
       from (select * from ${service}.outcomes order by id limit $1) oldest
     ) page where before < $2 order by id`,
    [BATCH.rows, BATCH.bytes],
  );
  if (rows.length === 0) return 0;
  const wanted = [...new Set(rows.map(({ institution }) => institution))]
    .map((institution) => outcomesTopic(service, institution))
    .filter(({ topic }) => !knownTopics.has(topic));
  if (wanted.length > 0) await ensureTopics(admin, wanted);
  for (const { topic } of wanted) knownTopics.add(topic);

  const topicMessages = [...Map.groupBy(rows, ({ institution }) => institution)].map(
    ([institution, answers]) => ({
      topic: outcomesTopic(service, institution).topic,
      messages: answers.map((row) => messageOf(service, row)),
    }),
  );
  await producer.sendBatch({ acks: -1, topicMessages });
  await pool.query(`delete from ${service}.outcomes where id = any($1::int8[])`, [
    rows.map(({ id }) => id),
  ]);
  return rows.length;
}

const messageOf = (service: Service, { id, institution, commandId, body }: OutcomeRow) => ({
  partition: 0,
  key: commandId,
  value: body,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${service}/outcomes/${id}`,
    ce_source: `urn:qianfan:${service}`,
    ce_type: 'qianfan.Outcome.v1',
    ce_subject: commandId,
    ce_institution: institution,
  },
});
