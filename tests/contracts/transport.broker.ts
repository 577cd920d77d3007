import { type Broker, startBroker } from '@qianfan/launch/kafka';
import { openKafka } from '@qianfan/kit/transport/client';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import type { Kafka } from 'kafkajs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const log = createLogger('test', 'fatal');

export interface TestBroker {
  broker: Broker;
  kafka: Kafka;
  /** Where it keeps its topics. */
  dataDir: string;
  /** Ends the broker as a crash would, and starts it again at the same address. */
  crash: () => Promise<void>;
  /** Stops the broker, does something to its folder, starts it again. */
  whileStopped: (work: (dataDir: string) => void) => Promise<void>;
  /** A topic's name means another installation in the next test. */
  deleteTopics: () => Promise<void>;
  close: () => Promise<void>;
}

/** A broker for one test file: topics have fixed names, and files run at the same time. */
export async function openBroker(): Promise<TestBroker> {
  const stateDir = mkdtempSync(join(tmpdir(), 'qianfan-kafka-'));
  let broker = await startBroker({ stateDir });
  const kafka = openKafka({ brokers: [broker.brokers], clientId: 'test', log });
  return {
    get broker() {
      return broker;
    },
    kafka,
    dataDir: join(stateDir, 'kafka', 'data'),
    crash: async () => {
      await broker.kill();
      broker = await startBroker({ stateDir });
    },
    whileStopped: async (work) => {
      await broker.stop();
      work(join(stateDir, 'kafka', 'data'));
      broker = await startBroker({ stateDir });
    },
    deleteTopics: async () => {
      const admin = kafka.admin();
      await admin.connect();
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('qianfan.'));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      await admin.disconnect();
    },
    close: async () => {
      await broker.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
