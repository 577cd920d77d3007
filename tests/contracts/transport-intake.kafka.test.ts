import { CloudEvent, Kafka as CloudEventsKafka } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { consoleProducer } from '../support/console-producer.ts';
import { body, type Door, openDoor, PATIENCE, topic } from './transport.door.ts';

describe('intake topic', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  }, 120_000);
  afterAll(() => door.close());

  test('the same command by every client and mode is one fact with one receipt', async () => {
    await door.send(door.binary('same-1', body()));
    await door.send({ value: JSON.stringify(door.structured('same-1', body())) });
    const sdk = new CloudEvent({
      id: 'same-1',
      source: 'urn:bank:BNK_JJB',
      type: 'banks.RepayLoan',
      datacontenttype: 'application/json',
      data: body(),
      token: door.token,
    });
    const asText = (headers: object) =>
      Object.fromEntries(
        Object.entries(headers).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      );
    const sdkStructured = CloudEventsKafka.structured(sdk);
    const sdkBinary = CloudEventsKafka.binary(sdk);
    await door.send(
      { value: String(sdkStructured.value), headers: asText(sdkStructured.headers) },
      {
        value: JSON.stringify(sdkBinary.value),
        headers: { ...asText(sdkBinary.headers), authorization: door.token },
      },
    );
    await consoleProducer(door.broker.broker, topic, [
      JSON.stringify(door.structured('same-1', body())),
    ]);
    await vi.waitUntil(() => door.answersTo('same-1').length >= 5, PATIENCE);
    expect(new Set(door.answersTo('same-1').map((outcome) => JSON.stringify(outcome))).size).toBe(
      1,
    );
    expect(await door.verdictOn('same-1')).toBe('ACCEPTED');
    expect(await door.factsOf('same-1')).toHaveLength(1);
  });

  test('the broker says when a command was received, whatever the client claims', async () => {
    const before = Date.now();
    await door.send({ ...door.binary('when-1', body()), timestamp: '1000000000000' });
    expect(await door.verdictOn('when-1')).toBe('ACCEPTED');
    const [fact] = await door.factsOf('when-1');
    expect(fact!.receivedAt).toBeGreaterThanOrEqual(before * 1_000);
    expect(fact!.receivedAt).toBeLessThanOrEqual(Date.now() * 1_000);
    expect(fact!.actor).toBe('clerk-7');
  });

  test('whatever cannot be taken gets a typed answer, and those behind it their turn', async () => {
    await door.send(
      door.binary('junk-json', '{"institution": '),
      door.binary('junk-empty', ''),
      { ...door.binary('junk-utf8', ''), value: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
      door.binary('junk-version', body(), { ce_specversion: '0.3' }),
      door.binary('junk-source', body(), { ce_source: '' }),
      { value: JSON.stringify({ ...door.structured('junk-data', null), data: undefined }) },
      door.binary('unknown-type', body(), { ce_type: 'banks.RobBank' }),
      door.binary('wrong-shape', { ...body(), amount: 1e30 }),
      door.binary('nul', { ...body(), loan: 'L\u0000' }),
      door.binary('proto', '{"__proto__": {"institution": "BNK_JJB"}}'),
      door.binary('deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`),
      door.binary('foreign', { ...body(), institution: 'BNK_ICBC_JX' }),
      door.binary('conflict', body('L-1')),
      door.binary('conflict', body('L-2')),
      door.binary('a\u0000b', body()),
    );
    await door.send(door.binary('large', { ...body(), note: 'x'.repeat(5 * 1024 * 1024) }));
    await door.send(door.binary('good', body()));
    expect(await door.verdictOn('good')).toBe('ACCEPTED');
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
      expect([id, await door.verdictOn(id)]).toEqual([id, code]);
    for (const id of ['wrong-shape', 'nul', 'proto']) {
      expect([id, await door.verdictOn(id)]).toEqual([
        id,
        expect.stringContaining('BAD_USER_INPUT'),
      ]);
    }
    const both = await vi.waitUntil(
      () => door.answersTo('conflict').length >= 2 && door.answersTo('conflict'),
      PATIENCE,
    );
    expect(both.map(({ status }) => status)).toEqual(['ACCEPTED', 'REJECTED']);
    expect(both[1]).toMatchObject({ issues: [{ code: 'CONFLICT' }] });
  });

  test('who is not known gets no answer, and leaves a bounded trace', async () => {
    const expired = await door.mint(-60);
    const forged = `${door.token.slice(0, -4)}AAAA`;
    await door.send(
      { value: 'not even JSON', headers: {} },
      door.binary('no-token', body(), { authorization: '' }),
      door.binary('expired', body(), { authorization: `Bearer ${expired}` }),
      door.binary('forged', body(), { authorization: `Bearer ${forged}` }),
      door.binary('after-unknown', body()),
    );
    expect(await door.verdictOn('after-unknown')).toBe('ACCEPTED');
    const rows = await door.rejections();
    expect(rows.map(({ code }) => code)).toEqual(Array(4).fill('UNAUTHENTICATED'));
    expect(rows.slice(1).map(({ id }) => id)).toEqual(['no-token', 'expired', 'forged']);
    expect(['expired', 'forged'].flatMap(door.answersTo)).toEqual([]);
  });

  test('a token has to be valid when the message arrives, not when it is read', async () => {
    await door.stopIntake();
    const shortLived = await door.mint(2);
    await door.send(door.binary('in-time', body(), { authorization: `Bearer ${shortLived}` }));
    await new Promise((done) => setTimeout(done, 3_100));
    await door.send(door.binary('too-late', body(), { authorization: `Bearer ${shortLived}` }));
    await door.send(door.binary('after-late', body()));
    door.startIntake();
    expect(await door.verdictOn('in-time')).toBe('ACCEPTED');
    expect(await door.verdictOn('after-late')).toBe('ACCEPTED');
    expect(door.answersTo('too-late')).toEqual([]);
  });

  test('while the database fails the partition waits; then everything is answered, and counted once', async () => {
    const { db } = door;
    await db.query('alter table banks.outcomes rename to outcomes_away');
    await door.send(...Array.from({ length: 40 }, (_, n) => door.binary(`wait-${n}`, body())));
    await vi.waitUntil(async () => (await door.factsOf('wait-39')).length === 1, PATIENCE);
    await db.query('alter table banks.outcomes_away rename to outcomes');
    for (let n = 0; n < 40; n += 1) expect(await door.verdictOn(`wait-${n}`)).toBe('ACCEPTED');
    const { rows } = await db.query<{ facts: number }>(
      `select count(*) as facts from banks.journal where command_id like 'wait-%'`,
    );
    expect(rows[0]!.facts).toBe(40);
  });

  test('while history is imported the partition waits', async () => {
    const { db } = door;
    await db.query(`update banks.settings set value = 'IMPORTING' where name = 'mode'`);
    await door.send(door.binary('early', body()));
    await new Promise((done) => setTimeout(done, 500));
    expect(door.answersTo('early')).toEqual([]);
    await db.query(`update banks.settings set value = 'LIVE' where name = 'mode'`);
    expect(await door.verdictOn('early')).toBe('ACCEPTED');
  });

  test('every outcome was as the AsyncAPI document says', () => {
    expect(door.outcomes.length).toBeGreaterThan(60);
    expect(door.unpublished).toEqual([]);
  });
});
