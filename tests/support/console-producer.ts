import { execFile } from 'node:child_process';
import type { Broker } from '@qianfan/launch/kafka';

export interface ConsoleOptions {
  codec?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /** Settings of the console's own reader of lines, such as `parse.headers=true`. */
  reader?: Readonly<Record<string, string>>;
}

/** Kafka's own console producer, what it ships with: one line, one message, without headers unless its reader is told. */
export function consoleProducer(
  { libs, brokers }: Broker,
  topic: string,
  lines: readonly string[],
  { codec = 'none', reader = {} }: ConsoleOptions = {},
): Promise<void> {
  const main = 'org.apache.kafka.tools.ConsoleProducer';
  const to = ['--bootstrap-server', brokers, '--topic', topic];
  // A line of the largest allowed command, and then some.
  const large = ['--producer-property', 'max.request.size=8388608'];
  const codecs = ['--compression-codec', codec];
  const properties = Object.entries(reader).flatMap(([name, value]) => [
    '--property',
    `${name}=${value}`,
  ]);
  return new Promise((resolve, reject) => {
    const producer = execFile(
      'java',
      ['-cp', `${libs}/*`, main, ...to, ...codecs, ...properties, ...large],
      (error) => (error ? reject(error) : resolve()),
    );
    producer.stdin!.end(`${lines.join('\n')}\n`);
  });
}
