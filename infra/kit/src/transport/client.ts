import { Kafka, type LogEntry, logLevel } from 'kafkajs';
import type { Logger } from 'pino';
import { registerCodecs } from './codecs.ts';

/**
 * A kafkajs client that speaks to nobody but our own log, at debug: what it calls an error is mostly something that it
 * tries again at once (a coordinator that loads, a leader that moves). Whoever uses it reports what lasts.
 */
export function openKafka(options: {
  brokers: readonly string[];
  clientId: string;
  log: Logger;
}): Kafka {
  silenceTimeoutWarning();
  registerCodecs();
  const { log } = options;
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    // Callers go on trying for ever, with a new client each time; this is how soon they get to know.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => log.debug(fieldsOf(entry), `kafkajs: ${entry.log.message}`),
  });
}

const fieldsOf = ({ namespace, log: { message: _, timestamp: __, ...fields } }: LogEntry) => ({
  kafkajs: namespace,
  ...fields,
});

/** kafkajs 2.2.4 computes a negative timeout where nothing throttles it (tulios/kafkajs#1751); Node 24 warns. */
function silenceTimeoutWarning(): void {
  const realm = process as NodeJS.Process & { qianfanFiltersWarnings?: true };
  if (realm.qianfanFiltersWarnings) return;
  realm.qianfanFiltersWarnings = true;
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (...args: unknown[]) => {
    const [warning, kind] = args;
    const name = warning instanceof Error ? warning.name : kind;
    if (name !== 'TimeoutNegativeWarning') emit(...args);
  };
}
