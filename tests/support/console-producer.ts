import { execFile } from 'node:child_process';
import type { Broker } from '@qianfan/launch/kafka';

/** Kafka's own console producer, what it ships with: one line, one message, no headers. */
export function consoleProducer(
  { libs, brokers }: Broker,
  topic: string,
  lines: readonly string[],
): Promise<void> {
  const main = 'org.apache.kafka.tools.ConsoleProducer';
  const to = ['--bootstrap-server', brokers, '--topic', topic];
  // A line of the largest allowed command, and then some.
  const large = ['--producer-property', 'max.request.size=8388608'];
  return new Promise((resolve, reject) => {
    const producer = execFile('java', ['-cp', `${libs}/*`, main, ...to, ...large], (error) =>
      error ? reject(error) : resolve(),
    );
    producer.stdin!.end(`${lines.join('\n')}\n`);
  });
}
