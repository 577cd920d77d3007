import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { ServiceConfig } from '../config.ts';
import type { Verify } from '../identity/verify.ts';
import type { Logger } from '../telemetry/logger.ts';
import { openKafka } from './client.ts';
import { directTransport } from './direct.ts';
import { type IntakeOptions, startIntake } from './intake.ts';
import { kafkaTransport } from './kafka.ts';
import { startRelay } from './relay.ts';

/** The transports of a service, chosen by its configuration. */
export function openCarriers({
  db,
  log,
  config,
}: {
  db: Pool;
  log: Logger;
  config: ServiceConfig;
}) {
  const direct = directTransport({ pool: db, log });
  const kafka =
    config.kafkaBrokers && openKafka({ brokers: config.kafkaBrokers, clientId: 'qianfan', log });
  const transport = kafka ? kafkaTransport({ kafka, log, journals: db }) : direct;
  return {
    direct,
    /** What the projections read from. */
    transport,
    /** Returns what ends them; without Kafka there is nothing to start. */
    startIntakeAndRelay(options: {
      service: Service;
      verify: Verify;
      submit: IntakeOptions['submit'];
    }): (() => Promise<void>)[] {
      if (!kafka) return [];
      const { service } = options;
      return [
        startRelay({ service, kafka, pool: db, log }).stop,
        startIntake({ ...options, kafka, pool: db, log }).stop,
      ];
    },
    close: async () => {
      await transport.close();
      await direct.close();
    },
  };
}
