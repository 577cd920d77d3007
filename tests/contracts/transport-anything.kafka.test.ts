import { UNFOLDED_MAX } from '@qianfan/kit/transport/codecs';
import type { Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { consoleProducer } from '../support/console-producer.ts';
import { EVERY_PARTITION } from './transport.journal.ts';
import { body, type Door, openDoor, PATIENCE, topic } from './transport.door.ts';
import { corruptSegment } from './transport.segment.ts';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** A broker is stopped and started in some of these. */
const TIME = { timeout: 300_000 };

/** How the console producer is told of headers, and of what shall be null. */
const HEADERS = {
  'parse.headers': 'true',
  'parse.key': 'true',
  'headers.delimiter': '\t',
  'headers.separator': ';',
  'headers.key.separator': '=',
  'null.marker': 'NULL',
};

describe('the intake topic takes anything', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  }, 120_000);
  afterAll(() => door.close());

  type Text = Record<string, string>;
  const attributes = (id: string): Text => ({
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: 'urn:bank:BNK_JJB',
    ce_type: 'banks.RepayLoan',
    authorization: `Bearer ${door.token}`,
  });
  /** As the console producer reads a message: headers, key, value. */
  const line = (headers: Text, value: string, key = 'NULL') =>
    [
      Object.entries(headers)
        .map(([name, text]) => `${name}=${text}`)
        .join(';'),
      key,
      value,
    ].join('\t');

  test.each(CODECS)("batches of Kafka's own producer are read: %s", async (codec) => {
    const ids = Array.from({ length: 40 }, (_, n) => `${codec}-${n}`);
    const lines = ids.map((id) =>
      line({ ...attributes(id), ce_subject: 'NULL' }, JSON.stringify(body(id))),
    );
    await consoleProducer(door.broker.broker, topic, lines, { codec, reader: HEADERS });
    for (const id of ids) expect([id, await door.verdictOn(id)]).toEqual([id, 'ACCEPTED']);
  });

  test('headers, keys and values that are null are answered or recorded', async () => {
    const before = (await door.rejections()).length;
    const json = (id: string) => JSON.stringify(body(id));
    const inside = JSON.stringify(door.structured('token-inside', body('token-inside')));
    const lines = [
      line({ authorization: 'NULL', ce_id: 'NULL' }, inside),
      line({ ...attributes('no-source'), ce_source: 'NULL' }, json('no-source')),
      line({ ...attributes('no-type'), ce_type: 'NULL' }, json('no-type')),
      line({ ...attributes('no-version'), ce_specversion: 'NULL' }, json('no-version')),
      line(attributes('tombstone'), 'NULL'),
      line(attributes('keyed'), json('keyed'), 'BNK_JJB'),
      line({ ...attributes('nobody'), authorization: 'NULL' }, json('nobody')),
      line({ ...attributes('NULL'), authorization: 'NULL' }, 'NULL'),
      line({ ce_id: 'NULL', ce_type: 'NULL', authorization: 'NULL' }, 'NULL', 'NULL'),
      line({ ...attributes('NULL'), ce_id: 'NULL' }, json('no-id')),
    ];
    await consoleProducer(door.broker.broker, topic, lines, { reader: HEADERS });
    const verdicts = {
      'token-inside': 'ACCEPTED',
      'no-source': 'MALFORMED',
      'no-type': 'MALFORMED',
      'no-version': 'MALFORMED',
      tombstone: 'MALFORMED',
      keyed: 'ACCEPTED',
    };
    for (const [id, verdict] of Object.entries(verdicts))
      expect([id, await door.verdictOn(id)]).toEqual([id, verdict]);
    await vi.waitFor(async () => {
      const kept = (await door.rejections()).slice(before);
      expect(kept.map(({ code }) => code)).toEqual(Array(3).fill('UNAUTHENTICATED'));
    }, PATIENCE);
  });

  test('headers twice, of any bytes, by the thousand, of any size are answered', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`h${n}`, String(n)]));
    const odd: [string, Message, string][] = [
      ['twice', door.binary('twice', body('twice'), { ce_id: ['twice', 'other'] }), 'ACCEPTED'],
      ['empty-key', { ...door.binary('empty-key', body('empty-key')), key: '' }, 'ACCEPTED'],
      ['many', door.binary('many', body('many'), many), 'ACCEPTED'],
      [
        'bytes',
        door.binary('bytes', body(), { ce_source: Buffer.of(255, 254), ce_type: Buffer.of(0xc3) }),
        'UNKNOWN_TYPE',
      ],
      ['nul', door.binary('nul', body('nul'), { ce_source: '\u0000', '\u0000': '' }), 'ACCEPTED'],
      ['huge', door.binary('huge', body('huge'), { ce_subject: 'x'.repeat(500_000) }), 'ACCEPTED'],
      ['inherited', door.binary('inherited', body('inherited'), { constructor: 'x' }), 'ACCEPTED'],
      ['empty', { ...door.binary('empty', ''), value: '' }, 'MALFORMED'],
    ];
    await door.send(...odd.map(([, message]) => message), { value: '', headers: { '': '' } });
    await door.send(door.binary('behind', body('behind')));
    for (const [id, , verdict] of odd)
      expect([id, await door.verdictOn(id)]).toEqual([id, verdict]);
    expect(await door.verdictOn('behind')).toBe('ACCEPTED');
  });

  test('a batch that unfolds without end is set aside, said once and counted', TIME, async () => {
    const before = { said: door.said.length, aside: door.aside.messages };
    const nothing = Buffer.alloc(UNFOLDED_MAX + 1);
    const bomb = { partition: 4, value: nothing };
    await door.sendGzip(bomb);
    await door.send(door.binary('after-bomb', body('after-bomb')));
    expect(await door.verdictOn('after-bomb')).toBe('ACCEPTED');
    await vi.waitUntil(() => door.aside.messages === before.aside + 1, PATIENCE);
    expect(door.said.slice(before.said).map(({ msg }) => msg)).toEqual(['a message was set aside']);
    expect((await door.rejections()).at(-1)!.code).toBe('MALFORMED');
  });

  test('batches that the disk changed are set aside, and all partitions flow', TIME, async () => {
    await door.stopIntake();
    const before = door.aside.messages;
    const everywhere = (name: string) =>
      EVERY_PARTITION.map((partition) => ({
        ...door.binary(`${name}-${partition}`, body(`${name}-${partition}`)),
        partition,
      }));
    await door.send(...everywhere('first'));
    await door.broker.whileStopped((data) => {
      corruptSegment(data, `${topic}-5`, { text: 'first-5' });
      corruptSegment(data, `${topic}-6`, 'FORMAT');
    });
    door.startIntake();
    await door.send(...everywhere('second'));
    for (const partition of EVERY_PARTITION) {
      expect(await door.verdictOn(`second-${partition}`)).toBe('ACCEPTED');
      if (partition < 5 || partition > 6)
        expect(await door.verdictOn(`first-${partition}`)).toBe('ACCEPTED');
    }
    expect(['first-5', 'first-6'].flatMap(door.answersTo)).toEqual([]);
    expect(door.aside.messages).toBe(before + 2);
    expect(door.intake().trouble()).toBeUndefined();
  });

  test('a partition that the broker cannot read is said, and eleven flow', TIME, async () => {
    await door.stopIntake();
    const batch = door.binary('unread', body('unread'));
    await door.send({ ...batch, partition: 7 });
    corruptSegment(door.broker.dataDir, `${topic}-7`, 'LENGTH');
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
