import { setTimeout as sleep } from 'node:timers/promises';
import { PARTITIONS, type Service } from '@qianfan/schema/kernel/fact';
import type { Admin, ITopicConfig } from 'kafkajs';

/** What a fact, with its headers, and an oversized submission that must be answered, fit in. */
const MESSAGE_BYTES = String(8 * 1024 * 1024);
const DAYS_30 = String(30 * 24 * 3_600_000);

interface Topic {
  topic: string;
  partitions: number;
  settings: Record<string, string>;
}

/** Partition n holds the facts of journal partition n, for ever. Written by the service's relay only. */
export const factsTopic = (service: Service): Topic => ({
  topic: `qianfan.${service}.facts.v1`,
  partitions: PARTITIONS,
  settings: { 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' },
});

/** Where institutions write. The broker's clock stamps each message: that is when it was received. */
export const intakeTopic = (service: Service): Topic => ({
  topic: `qianfan.${service}.intake.v1`,
  partitions: PARTITIONS,
  settings: { 'retention.ms': DAYS_30, 'message.timestamp.type': 'LogAppendTime' },
});

/** One institution's receipts and refusals, in the order in which they were given. */
export const outcomesTopic = (service: Service, institution: string): Topic => ({
  topic: `qianfan.${service}.outcomes.${institution}.v1`,
  partitions: 1,
  settings: { 'retention.ms': DAYS_30 },
});

/**
 * Creates the topics that are missing: three copies where the cluster has three brokers, else one. A topic that exists
 * keeps its settings, since an operator may have chosen them; its number of partitions must be ours.
 */
export async function ensureTopics(admin: Admin, wanted: readonly Topic[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = wanted.filter(({ topic }) => !existing.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    const topics = missing.map((topic) => creation(topic, brokers.length >= 3));
    await admin.createTopics({ topics, waitForLeaders: false }).catch((error: unknown) => {
      if (!existsAlready(error)) throw error;
    });
  }
  const { topics } = await metadata(
    admin,
    wanted.map(({ topic }) => topic),
  );
  for (const { topic, partitions } of wanted) {
    const found = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
    if (found !== partitions) {
      throw new Error(`Topic ${topic} has ${found} partitions; it must have ${partitions}.`);
    }
  }
}

const creation = ({ topic, partitions, settings }: Topic, cluster: boolean): ITopicConfig => ({
  topic,
  numPartitions: partitions,
  replicationFactor: cluster ? 3 : 1,
  configEntries: Object.entries({
    ...settings,
    'max.message.bytes': MESSAGE_BYTES,
    'min.insync.replicas': cluster ? '2' : '1',
    'unclean.leader.election.enable': 'false',
  }).map(([name, value]) => ({ name, value })),
});

/** A topic that was just created, by us or somebody else, is known to brokers, and has leaders, a moment later. */
async function metadata(admin: Admin, topics: string[]): ReturnType<Admin['fetchTopicMetadata']> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await admin.fetchTopicMetadata({ topics });
    } catch (error) {
      const { type } = error as { type?: string };
      if (!NOT_YET.includes(type ?? '') || attempt === 100) throw error;
      await sleep(100);
    }
  }
}

const NOT_YET = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'];

/** Services start together and create the same topics. */
const existsAlready = (error: unknown): boolean => {
  const { errors = [error] } = error as { errors?: unknown[] };
  return errors.every((one) => (one as { type?: string }).type === 'TOPIC_ALREADY_EXISTS');
};
