import { createLogger } from '@qianfan/kit/telemetry/logger';
import { directTransport } from '@qianfan/kit/transport/direct';
import type { Bench, Database, Figure, Place } from './figure.ts';
import { openTopics } from './kafka.ts';
import { inTurns, median, whole } from './measure.ts';
import { openProvince } from './province.ts';
import { openReadModel, type ReadModel, type Turn } from './readmodel.ts';
import { whereItWent } from './spending.ts';

const FACTS = 100_000;
const AIM = 0.5;
const REBUILD_AIM = 50_000;

/** Regulators' read model of a province: rebuilt, and followed live over both transports. */
export const projecting: Bench = {
  name: 'projection',
  run: async (place) => {
    const database = await place.database();
    const count = Math.ceil(place.scaled(FACTS));
    place.say(`projection: making ${whole(count)} facts`);
    const db = await openProvince(database, count);
    const model = await openReadModel(place, database, { db, count });
    try {
      const figures = await overJournals(place, model);
      const kafka = await overKafka(place, database, model);
      if (typeof kafka === 'string') place.say(`projection over Kafka is left out: ${kafka}`);
      else figures.push(kafka);
      return figures;
    } finally {
      await model.close();
      await db.end();
      await database.drop();
    }
  },
};

async function overJournals(place: Place, model: ReadModel): Promise<Figure[]> {
  const transport = directTransport({ pool: model.db, log: createLogger('bench', 'fatal') });
  place.say('projection: rebuild, live, unnest, read');
  const turns = await inTurns(place.rounds, {
    rebuild: model.rebuilt,
    live: () => model.followed(transport, 'bench'),
    unnest: model.unnested,
    read: model.read,
  });
  await transport.close();
  const peers = { 'unnest insert': turns.unnest, 'reading the journal': turns.read };
  const rebuild = figureOf('projection.rebuild', 'rebuild', turns.rebuild, peers);
  const fast = median(rates(turns.rebuild)) >= REBUILD_AIM;
  return [
    {
      ...rebuild,
      aim: `${rebuild.aim}, ≥ ${whole(REBUILD_AIM)}/s`,
      met: rebuild.met && fast,
    },
    figureOf('projection.direct', 'live projection, direct', turns.live, peers),
  ];
}

async function overKafka(
  place: Place,
  database: Database,
  model: ReadModel,
): Promise<Figure | string> {
  place.say('projection: publishing to Kafka');
  const topics = await openTopics(place.folder(), database, model.count);
  if (typeof topics === 'string') return topics;
  try {
    place.say('projection: live over Kafka, unnest, consume');
    let group = 0;
    const turns = await inTurns(place.rounds, {
      live: () => model.followed(topics.transport, `bench.${++group}`),
      unnest: model.unnested,
      consume: async () => ({ rate: await topics.consume(`bench.raw.${++group}`) }),
    });
    const peers = { 'unnest insert': turns.unnest, 'raw kafkajs consume': turns.consume };
    const figure = figureOf('projection.kafka', 'live projection, Kafka', turns.live, peers);
    return { ...figure, numbers: { ...figure.numbers, published: topics.published } };
  } finally {
    await topics.close();
  }
}

type Rated = Pick<Turn, 'rate'>;

const rates = (turns: readonly Rated[]): number[] => turns.map(({ rate }) => rate);

/** Beside the slowest of what must be done anyhow, round by round. */
function figureOf(
  name: string,
  what: string,
  turns: readonly Turn[],
  peers: Record<string, readonly Rated[]>,
): Figure {
  const slowest = (round: number) =>
    Math.min(...Object.values(peers).map((peer) => peer[round]!.rate));
  const ratio = median(turns.map(({ rate }, round) => rate / slowest(round)));
  const found = Object.entries(peers).map(([peer, own]) => [peer, median(rates(own))] as const);
  return {
    name,
    what,
    measured: `${whole(median(rates(turns)))} facts/s`,
    beside: found.map(([peer, rate]) => `${whole(rate)}/s ${peer}`).join(', '),
    ratio,
    aim: `≥ ${AIM} × the slowest`,
    met: ratio >= AIM,
    limitedBy: whereItWent(turns.at(-1)!.spending),
    numbers: { rate: median(rates(turns)), ...Object.fromEntries(found) },
  };
}
