import type { Service } from '@qianfan/schema/kernel/fact';
import type { Pool } from 'pg';
import type { ServiceConfig } from '../config.ts';
import type { Verify } from '../identity/verify.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { openKafka } from './client.ts';
import { directTransport } from './direct.ts';
import { type IntakeOptions, startIntake } from './intake.ts';
import { kafkaTransport } from './kafka.ts';
import { startRelay } from './relay.ts';
import { type Transport, troubleOf } from './transport.ts';

/** The transports of a service, chosen by its configuration. */
export function openCarriers({
  db,
  log,
  config,
  metrics,
}: {
  db: Pool;
  log: Logger;
  config: ServiceConfig;
  metrics: Metrics;
}) {
  const direct = directTransport({ pool: db, log });
  const kafka =
    config.kafkaBrokers && openKafka({ brokers: config.kafkaBrokers, clientId: 'qianfan', log });
  const onAside = metrics.setAside;
  const transport = kafka ? kafkaTransport({ kafka, log, journals: db, onAside }) : direct;
  const carrying = new Set<Pick<Transport, 'trouble'>>([direct, transport]);
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
      const intake = startIntake({ ...options, kafka, pool: db, log, onAside });
      carrying.add(intake);
      return [startRelay({ service, kafka, pool: db, log }).stop, intake.stop];
    },
    /** Of a partition that does not flow, whoever reads it. A broker that is away is none: commands are still accepted. */
    trouble: () => troubleOf(carrying),
    close: async () => {
      await transport.close();
      await direct.close();
    },
  };
}
