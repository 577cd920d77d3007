import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, type Writer } from '@qianfan/kit/commands/writer';
import { type LocalIssuer, openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import type { Consumption } from '@qianfan/kit/transport/consume';
import { startIntake } from '@qianfan/kit/transport/intake';
import { type Relay, startRelay } from '@qianfan/kit/transport/relay';
import { ensureTopics, intakeTopic, outcomesTopic } from '@qianfan/kit/transport/topics';
import { OUTCOME, OUTCOME_HEADERS } from '@qianfan/schema/asyncapi/envelope';
import { RepayLoan } from '@qianfan/schema/commands/banks';
import type { CommandType, Role } from '@qianfan/schema/kernel/decider';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { CloudEvent, Kafka as CloudEventsKafka } from 'cloudevents';
import type { Consumer, Message, Producer } from 'kafkajs';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { consoleProducer } from '../support/console-producer.ts';
import { log, openBroker, type TestBroker } from './transport.broker.ts';
import { type Journals, openJournals } from './transport.journal.ts';

const PATIENCE = { timeout: 45_000, interval: 20 };
const { topic } = intakeTopic('banks');

/** The smallest command that a bank sends. */
const repay: CommandType<RepayLoan> = {
  type: 'banks.RepayLoan',
  schema: RepayLoan,
  roles: ['BANK'],
  actsFor: ({ institution }) => institution,
  key: (_, institution) => institution,
  streams: ({ loan }) => [`loan:${loan}`],
  decide: ({ body }) => ({
    facts: [{ stream: `loan:${body.loan}`, type: 'banks.LoanRepaid.v1', body }],
  }),
};

const body = (loan = 'L-1') => ({
  institution: 'BNK_JJB',
  loan,
  amount: '100.00',
  on: '2025-01-31',
});

describe('intake topic', () => {
  let broker: TestBroker;
  let journals: Journals;
  let writer: Writer;
  let issuer: LocalIssuer;
  let intake: Consumption;
  let relay: Relay;
  let producer: Producer;
  let consumer: Consumer;
  let token: string;
  const state = mkdtempSync(join(tmpdir(), 'qianfan-intake-'));
  const outcomes: Outcome[] = [];
  /** Where an outcome is not as schema/asyncapi.yaml says. */
  const unpublished: unknown[] = [];

  const mint = (ttl?: number, institution = 'BNK_JJB', role: Role = 'BANK') =>
    issuer.mintToken(
      { role, institution, jurisdiction: '36', actor: 'clerk-7', synthetic: true },
      ttl,
    );
  const start = () =>
    startIntake({
      service: 'banks',
      kafka: broker.kafka,
      pool: journals.pools.banks,
      log,
      verify: createVerifier({ jwks: issuer.jwks, issuer: issuer.issuer }),
      submit: writer.submit,
    });

  beforeAll(async () => {
    broker = await openBroker();
    journals = await openJournals();
    issuer = await openIssuer(state);
    token = await mint();
    const db = journals.pools.banks;
    await db.query(`update banks.settings set value = 'LIVE' where name = 'mode'`);
    writer = createWriter({
      db,
      service: 'banks',
      commands: [repay],
      streams: [],
      reference: { at: () => undefined, caughtUp: async () => {} },
      now: () => Date.now() * 1_000,
      onError: () => {},
    });
    intake = start();
    relay = startRelay({ service: 'banks', kafka: broker.kafka, pool: db, log });
    const admin = broker.kafka.admin();
    await admin.connect();
    await ensureTopics(admin, [intakeTopic('banks'), outcomesTopic('banks', 'BNK_JJB')]);
    await admin.disconnect();
    producer = broker.kafka.producer();
    await producer.connect();
    consumer = broker.kafka.consumer({ groupId: 'the bank itself' });
    await consumer.connect();
    await consumer.subscribe({
      topic: outcomesTopic('banks', 'BNK_JJB').topic,
      fromBeginning: true,
    });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const headers = Object.entries(message.headers ?? {}).map(([key, text]) => [
          key,
          String(text),
        ]);
        const outcome: unknown = JSON.parse(message.value!.toString());
        unpublished.push(
          ...Value.Errors(OUTCOME, outcome),
          ...Value.Errors(OUTCOME_HEADERS, Object.fromEntries(headers)),
        );
        outcomes.push(outcome as Outcome);
      },
    });
  }, 120_000);

  afterAll(async () => {
    await Promise.all([intake.stop(), relay.stop(), producer.disconnect(), consumer.disconnect()]);
    await writer.stop();
    await journals.close();
    await broker.close();
    rmSync(state, { recursive: true, force: true });
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
  const send = (...messages: Message[]) =>
    producer.send({ topic, messages: messages.map((message) => ({ partition: 4, ...message })) });
  const answersTo = (id: string) =>
    outcomes.filter((outcome) =>
      outcome.status === 'REJECTED' ? outcome.commandId === id : outcome.receipt.commandId === id,
    );
  /** `ACCEPTED`, or the codes of a rejection. */
  const verdictOn = async (id: string): Promise<string> => {
    const outcome = await vi.waitUntil(() => answersTo(id)[0], PATIENCE);
    return outcome.status === 'REJECTED'
      ? outcome.issues.map(({ code }) => code).join(' ')
      : outcome.status;
  };
  const factsOf = async (id: string) => {
    const { rows } = await journals.pools.banks.query<{ receivedAt: number; actor: string }>(
      `select received_at as "receivedAt", actor from banks.journal where command_id = $1`,
      [id],
    );
    return rows;
  };

  test('the same command by every client and mode is one fact with one receipt', async () => {
    await send(binary('same-1', body()));
    await send({ value: JSON.stringify(structured('same-1', body())) });
    const sdk = new CloudEvent({
      id: 'same-1',
      source: 'urn:bank:BNK_JJB',
      type: 'banks.RepayLoan',
      datacontenttype: 'application/json',
      data: body(),
      token,
    });
    const asText = (headers: object) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      );
    const sdkStructured = CloudEventsKafka.structured(sdk);
    const sdkBinary = CloudEventsKafka.binary(sdk);
    await send(
      { value: String(sdkStructured.value), headers: asText(sdkStructured.headers) },
      {
        value: JSON.stringify(sdkBinary.value),
        headers: { ...asText(sdkBinary.headers), authorization: token },
      },
    );
    await consoleProducer(broker.broker, topic, [JSON.stringify(structured('same-1', body()))]);
    await vi.waitUntil(() => answersTo('same-1').length >= 5, PATIENCE);
    expect(new Set(answersTo('same-1').map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await verdictOn('same-1')).toBe('ACCEPTED');
    expect(await factsOf('same-1')).toHaveLength(1);
  });

  test('the broker says when a command was received, whatever the client claims', async () => {
    const before = Date.now();
    await send({ ...binary('when-1', body()), timestamp: '1000000000000' });
    expect(await verdictOn('when-1')).toBe('ACCEPTED');
    const [fact] = await factsOf('when-1');
    expect(fact!.receivedAt).toBeGreaterThanOrEqual(before * 1_000);
    expect(fact!.receivedAt).toBeLessThanOrEqual(Date.now() * 1_000);
    expect(fact!.actor).toBe('clerk-7');
  });

  test('whatever cannot be taken gets a typed answer, and those behind it their turn', async () => {
    await send(
      binary('junk-json', '{"institution": '),
      binary('junk-empty', ''),
      { ...binary('junk-utf8', ''), value: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
      binary('junk-version', body(), { ce_specversion: '0.3' }),
      binary('junk-source', body(), { ce_source: '' }),
      { value: JSON.stringify({ ...structured('junk-data', null), data: undefined }) },
      binary('unknown-type', body(), { ce_type: 'banks.RobBank' }),
      binary('wrong-shape', { ...body(), amount: 1e30 }),
      binary('nul', { ...body(), loan: 'L\u0000' }),
      binary('proto', '{"__proto__": {"institution": "BNK_JJB"}}'),
      binary('deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`),
      binary('foreign', { ...body(), institution: 'BNK_ICBC_JX' }),
      binary('conflict', body('L-1')),
      binary('conflict', body('L-2')),
      binary('a\u0000b', body()),
    );
    await send(binary('large', { ...body(), note: 'x'.repeat(5 * 1024 * 1024) }));
    await send(binary('good', body()));
    expect(await verdictOn('good')).toBe('ACCEPTED');
    const expected = {
      'junk-json': 'MALFORMED',
      'junk-empty': 'MALFORMED',
      'junk-utf8': 'MALFORMED',
      'junk-version': 'MALFORMED',
      'junk-source': 'MALFORMED',
      'junk-data': 'MALFORMED',
      deep: 'MALFORMED',
      'unknown-type': 'UNKNOWN_TYPE',
      foreign: 'FORBIDDEN',
      large: 'TOO_LARGE',
    };
    for (const [id, code] of Object.entries(expected))
      expect([id, await verdictOn(id)]).toEqual([id, code]);
    for (const id of ['wrong-shape', 'nul', 'proto']) {
      expect([id, await verdictOn(id)]).toEqual([id, expect.stringContaining('BAD_USER_INPUT')]);
    }
    const both = await vi.waitUntil(
      () => answersTo('conflict').length >= 2 && answersTo('conflict'),
      PATIENCE,
    );
    expect(both.map(({ status }) => status)).toEqual(['ACCEPTED', 'REJECTED']);
    expect(both[1]).toMatchObject({ issues: [{ code: 'CONFLICT' }] });
  });

  test('who is not known gets no answer, and leaves a bounded trace', async () => {
    const expired = await mint(-60);
    const forged = `${token.slice(0, -4)}AAAA`;
    await send(
      { value: 'not even JSON', headers: {} },
      binary('no-token', body(), { authorization: '' }),
      binary('expired', body(), { authorization: `Bearer ${expired}` }),
      binary('forged', body(), { authorization: `Bearer ${forged}` }),
      binary('after-unknown', body()),
    );
    expect(await verdictOn('after-unknown')).toBe('ACCEPTED');
    const { rows } = await journals.pools.banks.query<{ id: string; code: string }>(
      `select command_id as id, issues->0->>'code' as code from banks.rejections
       where institution is null order by banks.rejections.id`,
    );
    expect(rows.map(({ code }) => code)).toEqual(Array(4).fill('UNAUTHENTICATED'));
    expect(rows.slice(1).map(({ id }) => id)).toEqual(['no-token', 'expired', 'forged']);
    expect(['expired', 'forged'].flatMap(answersTo)).toEqual([]);
  });

  test('a token has to be valid when the message arrives, not when it is read', async () => {
    await intake.stop();
    const shortLived = await mint(2);
    await send(binary('in-time', body(), { authorization: `Bearer ${shortLived}` }));
    await new Promise((done) => setTimeout(done, 3_100));
    await send(binary('too-late', body(), { authorization: `Bearer ${shortLived}` }));
    await send(binary('after-late', body()));
    intake = start();
    expect(await verdictOn('in-time')).toBe('ACCEPTED');
    expect(await verdictOn('after-late')).toBe('ACCEPTED');
    expect(answersTo('too-late')).toEqual([]);
  });

  test('while the database fails the partition waits; then everything is answered, and counted once', async () => {
    const db = journals.pools.banks;
    await db.query('alter table banks.outcomes rename to outcomes_away');
    await send(...Array.from({ length: 40 }, (_, n) => binary(`wait-${n}`, body())));
    await vi.waitUntil(async () => (await factsOf('wait-39')).length === 1, PATIENCE);
    await db.query('alter table banks.outcomes_away rename to outcomes');
    for (let n = 0; n < 40; n += 1) expect(await verdictOn(`wait-${n}`)).toBe('ACCEPTED');
    const { rows } = await db.query<{ facts: number }>(
      `select count(*) as facts from banks.journal where command_id like 'wait-%'`,
    );
    expect(rows[0]!.facts).toBe(40);
  });

  test('while history is imported the partition waits', async () => {
    const db = journals.pools.banks;
    await db.query(`update banks.settings set value = 'IMPORTING' where name = 'mode'`);
    await send(binary('early', body()));
    await new Promise((done) => setTimeout(done, 500));
    expect(answersTo('early')).toEqual([]);
    await db.query(`update banks.settings set value = 'LIVE' where name = 'mode'`);
    expect(await verdictOn('early')).toBe('ACCEPTED');
  });

  test('every outcome was as the AsyncAPI document says', () => {
    expect(outcomes.length).toBeGreaterThan(60);
    expect(unpublished).toEqual([]);
  });
});
