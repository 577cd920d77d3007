import { CompressionTypes, type IHeaders, type Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { consoleProducer } from '../support/console-producer.ts';
import { EVERY_PARTITION } from './transport.journal.ts';
import { body, type Door, openDoor, PATIENCE, topic } from './transport.door.ts';
import { corruptSegment } from './transport.segment.ts';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** How the console producer is told of headers, and of what shall be null. */
const HEADERS = {
  'parse.headers': 'true',
  'headers.delimiter': '\t',
  'headers.separator': '|',
  'headers.key.separator': '=',
  'null.marker': 'NULL',
};

describe('the intake topic takes anything', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  }, 120_000);
  afterAll(() => door.close());

  test.each(CODECS)("batches of Kafka's own producer are read: %s", async (codec) => {
    const ids = Array.from({ length: 40 }, (_, n) => `${codec}-${n}`);
    const line = (id: string) => {
      const headers = {
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: 'urn:bank:BNK_JJB',
        ce_type: 'banks.RepayLoan',
        authorization: `Bearer ${door.token}`,
        ce_subject: 'NULL',
      };
      const text = Object.entries(headers).map(([name, value]) => `${name}=${value}`);
      return `${text.join('|')}\t${JSON.stringify(body(id))}`;
    };
    await consoleProducer(door.broker.broker, topic, ids.map(line), { codec, reader: HEADERS });
    for (const id of ids) expect([id, await door.verdictOn(id)]).toEqual([id, 'ACCEPTED']);
  });

  test('headers without a value, twice, of any bytes, by the thousand: each is answered or recorded', async () => {
    const none = null as unknown as string;
    const many = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, n) => [`h${n}`, n % 2 ? none : String(n)]),
    );
    const json = JSON.stringify(door.structured('null-token-header', body('null-token-header')));
    const odd: [string, Message, string][] = [
      ['null-token-header', { value: json, headers: { authorization: none } }, 'ACCEPTED'],
      [
        'twice',
        door.binary('twice', body('twice'), {
          ce_id: ['twice', 'other'],
          ce_time: ['', none] as never,
        }),
        'ACCEPTED',
      ],
      ['null-source', door.binary('null-source', body(), { ce_source: none }), 'MALFORMED'],
      ['null-type', door.binary('null-type', body(), { ce_type: none }), 'MALFORMED'],
      ['null-version', door.binary('null-version', body(), { ce_specversion: none }), 'MALFORMED'],
      ['tombstone', { ...door.binary('tombstone', body()), value: null }, 'MALFORMED'],
      ['null-key', { ...door.binary('null-key', body('null-key')), key: null }, 'ACCEPTED'],
      ['empty-key', { ...door.binary('empty-key', body('empty-key')), key: '' }, 'ACCEPTED'],
      ['many', door.binary('many', body('many'), many), 'ACCEPTED'],
      [
        'bytes',
        door.binary('bytes', body(), {
          ce_source: Buffer.from([0xff, 0xfe, 0]),
          ce_type: Buffer.of(0xc3),
        }),
        'UNKNOWN_TYPE',
      ],
      [
        'huge',
        door.binary('huge', body('huge'), { ce_subject: 'x'.repeat(2_000_000) }),
        'ACCEPTED',
      ],
      [
        'inherited',
        door.binary('inherited', body('inherited'), {
          constructor: 'x',
          __proto__: 'y',
        } as IHeaders),
        'ACCEPTED',
      ],
    ];
    const before = (await door.rejections()).length;
    await door.send(
      ...odd.map(([, message]) => message),
      { value: null, key: null, headers: { ce_id: none, authorization: none } },
      { value: null },
      { value: '', headers: { '': '', '\u0000': '\u0000' } },
      door.binary('null-id', body(), { ce_id: none, authorization: 'Bearer a.b.c' }),
      door.binary('behind', body('behind')),
    );
    for (const [id, , verdict] of odd)
      expect([id, await door.verdictOn(id)]).toEqual([id, verdict]);
    expect(await door.verdictOn('behind')).toBe('ACCEPTED');
    const kept = (await door.rejections()).slice(before);
    expect(kept.map(({ code }) => code)).toEqual(Array(4).fill('UNAUTHENTICATED'));
  });

  test('a batch that unfolds without end, or into millions, is set aside, said once and counted', async () => {
    const producer = door.broker.kafka.producer();
    await producer.connect();
    const bomb = { partition: 4, value: Buffer.alloc(40 * 1024 * 1024) };
    const swarm = Array.from({ length: 60_000 }, () => ({ partition: 4, value: null }));
    const before = { said: door.said.length, aside: door.aside.messages };
    const compression = CompressionTypes.GZIP;
    await producer.send({ topic, compression, messages: [bomb] });
    await producer.send({ topic, compression, messages: swarm });
    await producer.disconnect();
    await door.send(door.binary('after-bomb', body('after-bomb')));
    expect(await door.verdictOn('after-bomb')).toBe('ACCEPTED');
    await vi.waitUntil(() => door.aside.messages === before.aside + 2, PATIENCE);
    expect(door.said.slice(before.said).map(({ msg }) => msg)).toEqual([
      'a message was set aside',
      'a message was set aside',
    ]);
    expect((await door.rejections()).slice(-2).map(({ code }) => code)).toEqual([
      'MALFORMED',
      'MALFORMED',
    ]);
  });

  test('a batch that the disk changed is set aside, and all partitions flow', async () => {
    await door.stopIntake();
    const before = door.aside.messages;
    const everywhere = (name: string) =>
      EVERY_PARTITION.map((partition) => ({
        ...door.binary(`${name}-${partition}`, body(`${name}-${partition}`)),
        partition,
      }));
    await door.send(...everywhere('first'));
    await door.broker.whileStopped((data) => corruptSegment(data, `${topic}-5`, 'first-5'));
    door.startIntake();
    await door.send(...everywhere('second'));
    for (const partition of EVERY_PARTITION) {
      expect(await door.verdictOn(`second-${partition}`)).toBe('ACCEPTED');
      if (partition !== 5) expect(await door.verdictOn(`first-${partition}`)).toBe('ACCEPTED');
    }
    expect(door.answersTo('first-5')).toEqual([]);
    expect(door.aside.messages).toBe(before + 1);
    expect(door.intake().trouble()).toBeUndefined();
  });

  test('a partition that the broker cannot read is said, and eleven flow', async () => {
    await door.stopIntake();
    const batch = door.binary('unread', body('unread'));
    await door.send({ ...batch, partition: 7 });
    await door.broker.whileStopped((data) => corruptSegment(data, `${topic}-7`, 'unread', 'HEAD'));
    door.startIntake();
    for (const round of [1, 2, 3]) {
      const others = EVERY_PARTITION.filter((partition) => partition !== 7);
      const id = (partition: number) => `round-${round}-${partition}`;
      await door.send(
        ...others.map((partition) => ({
          ...door.binary(id(partition), body(id(partition))),
          partition,
        })),
      );
      for (const partition of others) {
        expect(await door.verdictOn(id(partition))).toBe('ACCEPTED');
      }
    }
    const trouble = await vi.waitUntil(() => door.intake().trouble(), PATIENCE);
    expect(trouble).toContain(`${topic}/7`);
    const told = door.said.filter(({ msg }) => msg.includes(`${topic}/7`));
    expect(told).toHaveLength(1);
  });
});
