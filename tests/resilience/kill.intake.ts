import type { Principal } from '@qianfan/kit/identity/principal';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { openKafka } from '@qianfan/kit/transport/client';
import { consume } from '@qianfan/kit/transport/consume';
import { ensureTopics, intakeTopic, outcomesTopic } from '@qianfan/kit/transport/topics';
import { formatPosition, type Service } from '@qianfan/schema/kernel/fact';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventEmitter } from 'node:events';
import type { Processes } from '../support/processes.ts';
import type { Door, Kept } from './kill.doors.ts';

/** When an institution loses patience and writes its command again. */
const PATIENCE_MS = 10_000;

/** The Kafka door: a command goes into the intake topic, its outcome comes back on the institution's own topic. */
export async function kafkaDoor(
  { system, token }: Processes,
  pairs: readonly (readonly [Service, Principal])[],
): Promise<{ door: Door; close: () => Promise<void> }> {
  const log = createLogger('test', 'fatal');
  const kafka = openKafka({ brokers: [system.brokers!], clientId: 'institutions', log });
  const outcomes = pairs.map(([service, { institution }]) => outcomesTopic(service, institution));
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, outcomes);
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();

  const answers = new EventEmitter().setMaxListeners(0);
  const listening = consume({
    kafka,
    group: 'institutions',
    log,
    topics: async () => outcomes.map(({ topic }) => topic),
    chunk: 100,
    concurrency: 4,
    handle: async (_topic, _partition, messages) => {
      for (const { value } of messages) {
        const outcome = JSON.parse(value!.toString()) as Outcome;
        answers.emit(idOf(outcome), outcome);
      }
      return { stored: true, aside: [] };
    },
  });

  return {
    door: async (principal, { id, type, body }) => {
      const service = type.slice(0, type.indexOf('.')) as Service;
      const answered = new Promise<Outcome>((resolve) => answers.once(id, resolve));
      const headers = {
        authorization: await token(principal),
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: `urn:${principal.institution}`,
        ce_type: type,
      };
      const message = { key: principal.institution, value: JSON.stringify(body), headers };
      const { topic } = intakeTopic(service);
      const written = await producer.send({ topic, messages: [message] }).catch(() => undefined);
      if (!written) return undefined; // the broker is away
      const outcome = await Promise.race([answered, sleep(PATIENCE_MS, undefined)]);
      return outcome ? keptOf(outcome) : undefined;
    },
    close: async () => {
      await listening.stop();
      await producer.disconnect();
    },
  };
}

const idOf = (outcome: Outcome): string =>
  outcome.status === 'REJECTED' ? outcome.commandId : outcome.receipt.commandId;

function keptOf(outcome: Outcome): Kept {
  if (outcome.status === 'REJECTED') throw new Error(JSON.stringify(outcome));
  const { hash, digest, type, outcome: result } = outcome.receipt;
  return { position: formatPosition(outcome.receipt), hash, digest, type, outcome: result };
}
