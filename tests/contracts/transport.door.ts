import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_REFERENCE } from '@qianfan/kit/commands/reference';
import { createWriter } from '@qianfan/kit/commands/writer';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { consume } from '@qianfan/kit/transport/consume';
import { startIntake } from '@qianfan/kit/transport/intake';
import { startRelay } from '@qianfan/kit/transport/relay';
import { ensureTopics, intakeTopic, outcomesTopic } from '@qianfan/kit/transport/topics';
import { OUTCOME, OUTCOME_HEADERS } from '@qianfan/schema/asyncapi/envelope';
import { RepayLoan } from '@qianfan/schema/commands/banks';
import type { CommandType, Role } from '@qianfan/schema/kernel/decider';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { CompressionTypes, type Message } from 'kafkajs';
import { Value } from 'typebox/value';
import { vi } from 'vitest';
import { log, openBroker } from './transport.broker.ts';
import { openJournals } from './transport.journal.ts';

export const PATIENCE = { timeout: 45_000, interval: 20 };
export const { topic } = intakeTopic('banks');

/** The smallest command that a bank sends. */
const repay: CommandType<RepayLoan> = {
  type: 'banks.RepayLoan',
  schema: RepayLoan,
  roles: ['BANK'],
  over: 'OWN',
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ loan }) => [`loan:${loan}`],
  decide: ({ body }) => ({
    facts: [{ stream: `loan:${body.loan}`, type: 'banks.LoanRepaid.v1', body }],
  }),
};

export const body = (loan = 'L-1') => ({
  institution: 'BNK_JJB',
  loan,
  amount: '100.00',
  on: '2025-01-31',
});

export type Door = Awaited<ReturnType<typeof openDoor>>;

/** The intake of banks on a real broker, the bank that writes to it, and what it is answered. */
export async function openDoor() {
  const state = mkdtempSync(join(tmpdir(), 'qianfan-intake-'));
  const broker = await openBroker();
  const journals = await openJournals();
  const issuer = await openIssuer(state);
  const mint = (ttl?: number, institution = 'BNK_JJB', role: Role = 'BANK') =>
    issuer.mintToken(
      { role, institution, jurisdiction: '36', actor: 'clerk-7', synthetic: true },
      ttl,
    );
  const token = await mint();
  const db = journals.pools.banks;
  await db.query(`update banks.settings set value = 'LIVE' where name = 'mode'`);
  const writer = createWriter({
    db,
    service: 'banks',
    commands: [repay],
    streams: [],
    reference: NO_REFERENCE,
    now: () => Date.now() * 1_000,
    onError: () => {},
  });

  const outcomes: Outcome[] = [];
  /** Where an outcome is not as schema/asyncapi.yaml says. */
  const unpublished: unknown[] = [];
  /** What the intake said at level info and above. */
  const said: { msg: string }[] = [];
  const aside = { messages: 0 };
  const destination = { write: (line: string) => said.push(JSON.parse(line) as { msg: string }) };
  const start = () =>
    startIntake({
      service: 'banks',
      kafka: broker.kafka,
      pool: db,
      log: createLogger('test', 'info', destination),
      verify: createVerifier({ jwks: issuer.jwks, issuer: issuer.issuer }),
      submit: writer.submit,
      onAside: (_, messages) => (aside.messages += messages),
    });
  let intake = start();
  const relay = startRelay({ service: 'banks', kafka: broker.kafka, pool: db, log });
  const admin = broker.kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [intakeTopic('banks'), outcomesTopic('banks', 'BNK_JJB')]);
  await admin.disconnect();
  const producer = broker.kafka.producer();
  await producer.connect();
  // A member that never gives up, as kafkajs's own does while a broker is busy.
  const bank = consume({
    kafka: broker.kafka,
    group: 'the bank itself',
    log,
    topics: async () => [outcomesTopic('banks', 'BNK_JJB').topic],
    chunk: 100,
    concurrency: 1,
    handle: async (_topic, _partition, messages) => {
      for (const { headers = {}, value } of messages) {
        const texts = Object.entries(headers).map(([key, text]) => [key, String(text)]);
        const outcome: unknown = JSON.parse(value!.toString());
        unpublished.push(
          ...Value.Errors(OUTCOME, outcome),
          ...Value.Errors(OUTCOME_HEADERS, Object.fromEntries(texts)),
        );
        outcomes.push(outcome as Outcome);
      }
      return { stored: true, aside: [] };
    },
  });

  const binary = (id: string, data: unknown, headers: Message['headers'] = {}): Message => ({
    partition: 4,
    value: typeof data === 'string' ? data : JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: 'urn:bank:BNK_JJB',
      ce_type: 'banks.RepayLoan',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...headers,
    },
  });
  const structured = (id: string, data: unknown) => ({
    specversion: '1.0',
    id,
    source: 'urn:bank:BNK_JJB',
    type: 'banks.RepayLoan',
    token,
    data,
  });
  const answersTo = (id: string) =>
    outcomes.filter((outcome) =>
      outcome.status === 'REJECTED' ? outcome.commandId === id : outcome.receipt.commandId === id,
    );

  return {
    ...{ broker, db, mint, token, outcomes, unpublished, said, aside, binary, structured },
    answersTo,
    intake: () => intake,
    stopIntake: () => intake.stop(),
    startIntake: () => (intake = start()),
    send: (...messages: Message[]) =>
      producer.send({ topic, messages: messages.map((message) => ({ partition: 4, ...message })) }),
    sendGzip: (message: Message) =>
      producer.send({ topic, messages: [message], compression: CompressionTypes.GZIP }),
    /** `ACCEPTED`, or the codes of a rejection. */
    verdictOn: async (id: string): Promise<string> => {
      const outcome = await vi.waitUntil(() => answersTo(id)[0], PATIENCE);
      return outcome.status === 'REJECTED'
        ? outcome.issues.map(({ code }) => code).join(' ')
        : outcome.status;
    },
    factsOf: async (id: string) => {
      const { rows } = await db.query<{ receivedAt: number; actor: string }>(
        `select received_at as "receivedAt", actor from banks.journal where command_id = $1`,
        [id],
      );
      return rows;
    },
    /** What was kept of those whom nobody knows, the oldest first. */
    rejections: async () => {
      const { rows } = await db.query<{ id: string; code: string }>(
        `select command_id as id, issues->0->>'code' as code from banks.rejections
         where institution is null order by banks.rejections.id`,
      );
      return rows;
    },
    close: async () => {
      await Promise.all([intake.stop(), relay.stop(), producer.disconnect(), bank.stop()]);
      await writer.stop();
      await journals.close();
      await broker.close();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
