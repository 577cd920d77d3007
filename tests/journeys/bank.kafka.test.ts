import { ensureTopics, intakeTopic, outcomesTopic } from '@qianfan/kit/transport/topics';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import type { Outcome } from '@qianfan/schema/kernel/receipt';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import { formatInstant } from '@qianfan/schema/kernel/instant';
import type { Consumer, Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openBroker, type TestBroker } from '../contracts/transport.broker.ts';
import { qianfan } from '../support/cli.ts';
import { consoleProducer } from '../support/console-producer.ts';
import { smallExamples } from '../support/examples.ts';
import { byGraphql, fromCsv } from '../support/returns.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };
const { topic } = intakeTopic('banks');
const EXAMPLES = smallExamples();

describe('the same journey through Kafka', () => {
  let broker: TestBroker;
  let system: TestSystem;
  let producer: Producer;
  let consumer: Consumer;
  let right: SubmitReturn;
  /** What came out for the bank, by the command that each answers. */
  const outcomes: { id: string; outcome: Outcome }[] = [];

  beforeAll(async () => {
    right = fromCsv(EXAMPLES.right.text);
    broker = await openBroker();
    system = await startSystem({ transport: 'kafka', brokers: [broker.broker.brokers] });
    producer = broker.kafka.producer();
    await producer.connect();
    // the bank listens before it has ever sent anything, so that its topic has to be there
    const admin = broker.kafka.admin();
    await admin.connect();
    await ensureTopics(admin, [outcomesTopic('banks', 'BNK_JJB')]);
    await admin.disconnect();
    consumer = broker.kafka.consumer({ groupId: 'the bank itself' });
    await consumer.connect();
    await consumer.subscribe({
      topic: outcomesTopic('banks', 'BNK_JJB').topic,
      fromBeginning: true,
    });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const outcome = JSON.parse(message.value!.toString()) as Outcome;
        outcomes.push({ id: message.key!.toString(), outcome });
      },
    });
  }, 180_000);

  afterAll(async () => {
    await Promise.all([producer?.disconnect(), consumer?.disconnect()]);
    await system?.stop();
    await broker?.close();
  });

  const answersTo = async (id: string, count = 1): Promise<Outcome[]> => {
    const found = () => outcomes.filter((it) => it.id === id).map(({ outcome }) => outcome);
    return vi.waitUntil(() => found().length >= count && found(), PATIENCE);
  };
  const structured = (id: string, data: object, as: 'jjb' | 'cmb' = 'jjb'): string =>
    JSON.stringify({
      specversion: '1.0',
      id,
      source: 'urn:bank:BNK_JJB',
      type: 'banks.SubmitReturn',
      token: system.token(as),
      data,
    });
  const binary = (id: string, data: object) => ({
    value: JSON.stringify(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: 'urn:bank:BNK_JJB',
      ce_type: 'banks.SubmitReturn',
      'content-type': 'application/json',
      authorization: `Bearer ${system.token('jjb')}`,
    },
  });
  /** A receipt as GraphQL and the command line show it. */
  const shown = (outcome: Outcome) => {
    if (outcome.status === 'REJECTED') throw new Error(JSON.stringify(outcome));
    const { knownAt, digest, hash, type } = outcome.receipt;
    const position = formatPosition(outcome.receipt);
    return { position, knownAt: formatInstant(knownAt), digest, hash, type };
  };

  test('three mistakes: refused on the outcomes topic, with the issues that the command line names', async () => {
    const wrong = fromCsv(EXAMPLES.mistakes.text);
    await producer.send({ topic, messages: [{ value: structured('k-wrong', wrong) }] });
    const [refused] = await answersTo('k-wrong');
    expect(refused!.status).toBe('REFUSED');
    const { stdout } = await qianfan(
      system,
      ['--account', 'jjb', '--json', 'submit', '-'],
      JSON.stringify(wrong),
    );
    const [byCli] = JSON.parse(stdout).outcomes;
    const told = (issues: readonly { code: string; row?: string; column?: string }[]) =>
      issues.map(({ code, row, column }) => [code, row ?? null, column ?? null]);
    const { receipt } = refused as Exclude<Outcome, { status: 'REJECTED' }>;
    expect(told(receipt.issues)).toEqual(told(byCli.issues));
    expect(told(receipt.issues).length).toBeGreaterThanOrEqual(3);
  });

  test('I4 one return has one receipt, by Kafka in either mode and by its own producer, by GraphQL and by file', async () => {
    await producer.send({ topic, messages: [{ value: structured('k-1', right) }] });
    const [first] = await answersTo('k-1');
    expect(first!.status).toBe('ACCEPTED');
    const receipt = shown(first!);

    await producer.send({ topic, messages: [binary('k-1', right), binary('k-2', right)] });
    await consoleProducer(broker.broker, topic, [structured('k-3', right)]);
    expect((await answersTo('k-1', 2)).map(shown)).toEqual([receipt, receipt]);
    for (const id of ['k-2', 'k-3']) expect(shown((await answersTo(id))[0]!)).toEqual(receipt);

    const { data } = await byGraphql(system, 'jjb', 'g-1', right);
    expect(data.submitReturn).toMatchObject({ status: 'ACCEPTED', receipt });
    const argv = ['--account', 'jjb', '--json', 'submit', EXAMPLES.right.path];
    const { exit, json } = await qianfan(system, argv);
    expect([exit, json().outcomes[0].receipt]).toEqual([0, receipt]);
  });

  test('I4 the other way round: first by GraphQL, then by Kafka', async () => {
    const next = { ...right, revision: right.revision + 1 };
    const { data } = await byGraphql(system, 'jjb', 'g-2', next);
    expect(data.submitReturn.status).toBe('ACCEPTED');
    await producer.send({ topic, messages: [binary('k-4', next)] });
    expect(shown((await answersTo('k-4'))[0]!)).toEqual(data.submitReturn.receipt);
  });

  test('another bank may not speak for it, and hears so on its own topic alone', async () => {
    await producer.send({ topic, messages: [{ value: structured('k-foreign', right, 'cmb') }] });
    await producer.send({ topic, messages: [binary('k-after', right)] });
    await answersTo('k-after');
    expect(outcomes.filter(({ id }) => id === 'k-foreign')).toEqual([]);
  });

  test('what came through Kafka is read as of its receipt', async () => {
    const [first] = await answersTo('k-1');
    const { knownAt, position } = shown(first!);
    const { data } = await system.query(
      `{ submission(institution: "BNK_JJB", form: "TF01", period: "2024-12") { revision position } }`,
      {},
      { as: 'jjb', asOf: knownAt },
    );
    expect(data.submission).toEqual({ revision: right.revision, position });
  });
});
